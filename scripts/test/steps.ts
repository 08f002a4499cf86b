import path from 'node:path'
import { countJourneys, countUnitTests } from './count.ts'
import { type Outcome, type Result, type Run, whole } from './run.ts'
import { reportSize } from './size.ts'

const BIN = {
  tsc: 'node_modules/typescript-7/bin/tsc',
  biome: 'node_modules/@biomejs/biome/bin/biome',
  depcruise: 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs',
  knip: 'node_modules/knip/bin/knip.js',
  vitest: 'node_modules/vitest/vitest.mjs',
  playwright: 'node_modules/@playwright/test/cli.js',
}

const missing = (reason: string): Outcome => ({ passed: 0, failed: 1, details: reason })

export function checkTypes(run: Run, problem: string | undefined): Promise<Result> {
  return run.step('Types', async () =>
    problem ? missing(problem) : whole(await run.command({ name: 'types', args: [BIN.tsc, '--noEmit'] })),
  )
}

export function lint(run: Run): Promise<Result> {
  return run.step('Lint', async () =>
    whole(
      await run.command({
        name: 'lint',
        args: [BIN.biome, 'check', '--error-on-warnings', '--diagnostic-level=warn', '--max-diagnostics=200'],
      }),
    ),
  )
}

export function checkDependencies(run: Run): Promise<Result> {
  const args = [BIN.depcruise, '--config', '.dependency-cruiser.mjs', '.']
  return run.step('Dependency rules', async () =>
    whole(await run.command({ name: 'dependency rules', args })),
  )
}

export function findDeadCode(run: Run): Promise<Result> {
  return run.step('Dead code', async () => whole(await run.command({ name: 'dead code', args: [BIN.knip] })))
}

export function runUnitTests(run: Run): Promise<Result> {
  return run.step('Unit and integration', async () => {
    const file = path.join(run.folder, 'vitest.json')
    const args = [BIN.vitest, 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
    const { ok, output } = await run.command({ name: 'unit and integration', args })
    return countUnitTests(file, ok, output)
  })
}

export function build(run: Run): Promise<Result> {
  return run.step('Build', async () =>
    whole(await run.command({ name: 'build', args: ['scripts/build.ts'] })),
  )
}

export function checkSize(run: Run, built: Result): Promise<Result> {
  return run.step('Size', async () =>
    built.failed > 0 ? missing('There is no build to measure.') : reportSize(),
  )
}

export function runJourneys(run: Run, built: Result, noBrowser: string | undefined): Promise<Result> {
  return run.step('Journeys in the browser', async () => {
    if (built.failed > 0) return missing('There is no build to run.')
    if (noBrowser) return missing(noBrowser)
    const file = path.join(run.folder, 'playwright.json')
    const env = { PLAYWRIGHT_JSON_OUTPUT_FILE: file }
    const args = [BIN.playwright, 'test', '--reporter=list,json']
    const { ok, output } = await run.command({ name: 'journeys', args, env })
    return countJourneys(file, ok, output)
  })
}
