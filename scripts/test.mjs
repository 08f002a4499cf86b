// `npm test`: see test.ts for what it runs.
import { bootstrap } from './lib/bootstrap.mjs'

await bootstrap({ script: 'scripts/test.ts', args: process.argv.slice(2), sameProcess: true })
