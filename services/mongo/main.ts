import { enableCompileCache } from 'node:module'

// Without it every start compiles all of TypeScript anew, which takes half a second and 20 MB.
enableCompileCache()
const { runCli } = await import('./src/cli.ts')
await runCli()
