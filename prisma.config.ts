import { definePrismaConfig } from '@prisma/cli-engine'
import { defineConfig } from '@prisma/orm-mongo/config'

export default definePrismaConfig({
  orm: defineConfig({
    contract: './prisma/contract.prisma',
    output: './prisma/generated',
    migrations: { dir: './prisma/migrations' },
  }),
})
