import { enableCompileCache } from 'node:module'
import { setFlagsFromString } from 'node:v8'

// Without it every start compiles all of TypeScript anew, which takes half a second and 20 MB.
enableCompileCache()
// What a request allocates dies with it. V8 would let the space for it grow to 100 MB before it looks.
setFlagsFromString('--semi-space-growth-factor=1')
const { runCli } = await import('./src/cli.ts')
await runCli()
