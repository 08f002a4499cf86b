import { readFileSync } from 'node:fs'
import { z } from 'zod'
import type { Outcome } from './run.ts'

const vitestReport = z.object({
  numPassedTests: z.number(),
  numTotalTests: z.number(),
  testResults: z.array(z.object({ status: z.string(), assertionResults: z.array(z.unknown()) })),
})
const playwrightReport = z.object({
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number(), skipped: z.number() }),
  errors: z.array(z.unknown()),
})

/**
 * Counts from Vitest's JSON report. Whatever did not pass has failed: skipped and to-do tests, files that could not be
 * loaded, and a run that failed without naming a test.
 * @param ok whether the run itself ended well
 */
export function countUnitTests(file: string, ok: boolean, output: string): Outcome {
  const report = vitestReport.safeParse(readJson(file))
  if (!report.success) return { passed: 0, failed: 1, details: output }
  const { numPassedTests, numTotalTests, testResults } = report.data
  const broken = testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
  )
  return settle(numPassedTests, numTotalTests - numPassedTests + broken.length, ok, output)
}

/** Counts from Playwright's JSON report, by the same rule; a flaky test has failed once, so it failed. */
export function countJourneys(file: string, ok: boolean, output: string): Outcome {
  const report = playwrightReport.safeParse(readJson(file))
  if (!report.success) return { passed: 0, failed: 1, details: output }
  const { expected, unexpected, flaky, skipped } = report.data.stats
  return settle(expected, unexpected + flaky + skipped, ok, output)
}

function settle(passed: number, failed: number, ok: boolean, details: string): Outcome {
  const silent = (!ok || passed === 0) && failed === 0
  return { passed, failed: silent ? 1 : failed, details }
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return undefined
  }
}
