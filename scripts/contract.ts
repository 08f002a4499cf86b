/**
 * Contract tooling over Prisma's control API (the `prisma` CLI package would add 1.2 GB to node_modules).
 *
 *   node scripts/contract.ts emit          writes prisma/generated from prisma/contract.prisma
 *   node scripts/contract.ts plan NAME     also plans a migration from the newest one to the new contract
 */
import { readdirSync, readFileSync } from 'node:fs'
import { createMongoControlClient } from '@prisma/orm-mongo/control'
import { executeContractEmit, executeMigrationPlanCommand } from '@prisma/orm-toolchain/cli/control-api'
import prismaConfig from '../prisma.config.ts'

const MIGRATIONS = 'prisma/migrations/app'
const [command, name] = process.argv.slice(2)
const project = { config: prismaConfig.orm, cwd: process.cwd(), projectDir: process.cwd() }

if (command !== 'emit' && !(command === 'plan' && name)) {
  console.error('Usage: node scripts/contract.ts emit | plan NAME')
  process.exit(2)
}

const emitted = await executeContractEmit(project)
console.log(`emitted ${emitted.files.json}`)

if (command === 'plan' && name) {
  const from = newestMigrationHash()
  const planned = await executeMigrationPlanCommand(
    { ...project, name, client: createMongoControlClient(), ...(from && { from }) },
    Date.now(),
  )
  if (!planned.ok) throw planned.failure
  const plan = planned.value
  console.log(plan.noOp ? 'nothing to migrate' : `planned ${plan.dir}: ${plan.operations.length} operations`)
}

/** Folder names begin with the time they were planned at. */
function newestMigrationHash(): string | undefined {
  const newest = readdirSync(MIGRATIONS, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== 'refs')
    .map((entry) => entry.name)
    .sort()
    .at(-1)
  return (
    newest &&
    (JSON.parse(readFileSync(`${MIGRATIONS}/${newest}/migration.json`, 'utf8')) as { to: string }).to
  )
}
