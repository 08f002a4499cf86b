/** Makes the production build if the sources changed: `npm run build`. `npm start` does so by itself. */
import { mkdirSync } from 'node:fs'
import { ensureBuild } from './launch/build.ts'
import { createCrew } from './launch/crew.ts'
import { createReport } from './launch/report.ts'
import { explain } from './lib/failure.ts'
import { fromRoot, root } from './lib/paths.ts'
import { readVariables } from './lib/settings.ts'

const crew = createCrew(() => undefined)
const report = createReport(process.stdout)
process.on('exit', () => crew.kill())
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => process.exit(1))

const logs = fromRoot('.numina/logs')
mkdirSync(logs, { recursive: true })
try {
  const lock = await ensureBuild(crew, report, readVariables(root, process.env), logs)
  lock.release()
  report.line('The build in .next is up to date.')
} catch (error) {
  console.error(`✗ ${explain(error)}`)
  process.exitCode = 1
}
report.close()
