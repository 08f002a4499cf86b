// `npm start` and `npm run dev`: see launch.ts for what they do.
import { bootstrap } from './lib/bootstrap.mjs'

await bootstrap({ script: 'scripts/launch.ts', args: process.argv.slice(2), sameProcess: true })
