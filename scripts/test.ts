/**
 * Runs everything that must hold before a change is done: `npm test`. Every step runs even if another fails, unless it
 * needs what that one makes. The last line counts: a step without tests of its own is one, a skipped test is a failed one.
 */
import { createReport } from './launch/report.ts'
import { createRun, type Result, type Run } from './test/run.ts'
import { prepareRun } from './test/set-up.ts'
import * as steps from './test/steps.ts'

const report = createReport(process.stdout)
const run = createRun(report)
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, async () => {
    await run.stop()
    process.exit(1)
  })
}
process.on('exit', () => run.kill())

/** What only reads the sources goes beside the build; tests get the machine for themselves. */
async function runAll(run: Run): Promise<Result[]> {
  const ready = await prepareRun(run)
  const types = await steps.checkTypes(run, ready.types)
  const [checks, built] = await Promise.all([checkSources(run), steps.build(run)])
  const size = await steps.checkSize(run, built)
  const units = await steps.runUnitTests(run)
  return [types, ...checks, built, size, units, await steps.runJourneys(run, built, ready.browser)]
}

async function checkSources(run: Run): Promise<Result[]> {
  const results: Result[] = []
  for (const check of [steps.lint, steps.checkDependencies, steps.findDeadCode])
    results.push(await check(run))
  return results
}

const started = Date.now()
const results = await runAll(run)
report.close()
const sum = (key: 'passed' | 'failed') => results.reduce((total, result) => total + result[key], 0)
const broken = results.filter(({ failed }) => failed > 0).map(({ name }) => name)
console.log(`\nTook ${Math.round((Date.now() - started) / 1000)} s`)
if (broken.length > 0) console.log(`Failed: ${broken.join(', ')}`)
console.log(`${sum('passed')} passed, ${sum('failed')} failed`)
process.exit(broken.length > 0 ? 1 : 0)
