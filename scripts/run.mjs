// `node scripts/run.mjs FILE …`: runs a script of this project on Node 24, installing what is missing first.
// Options of Node itself come before the file: `--conditions=react-server` lets a script import server-only modules.
import { bootstrap, fail } from './lib/bootstrap.mjs'

const given = process.argv.slice(2)
const at = given.findIndex((argument) => !argument.startsWith('-'))
if (at === -1) fail('Which script?', 'node scripts/run.mjs scripts/doctor.ts')
await bootstrap({ nodeArgs: given.slice(0, at), script: given[at], args: given.slice(at + 1) })
