import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { countJourneys, countUnitTests } from './count.ts'

let folder: string
let file: string
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'numina-count-'))
  file = path.join(folder, 'report.json')
})
afterEach(() => rmSync(folder, { recursive: true }))

const write = (report: object) => writeFileSync(file, JSON.stringify(report))

describe('unit tests', () => {
  const vitest = (passed: number, total: number, testResults: object[] = []) =>
    write({ numPassedTests: passed, numTotalTests: total, testResults })

  test('counts what passed', () => {
    vitest(5, 5)
    expect(countUnitTests(file, true, 'out')).toMatchObject({ passed: 5, failed: 0 })
  })

  test('skipped and to-do tests failed', () => {
    vitest(3, 5)
    expect(countUnitTests(file, true, 'out')).toMatchObject({ passed: 3, failed: 2 })
  })

  test('a file that could not be loaded failed', () => {
    vitest(3, 3, [{ status: 'failed', assertionResults: [] }])
    expect(countUnitTests(file, false, 'out')).toMatchObject({ passed: 3, failed: 1 })
  })

  test('a run that failed without a failed test failed', () => {
    vitest(3, 3)
    expect(countUnitTests(file, false, 'out')).toMatchObject({ passed: 3, failed: 1, details: 'out' })
  })

  test('no tests at all are a failure', () => {
    vitest(0, 0)
    expect(countUnitTests(file, true, 'out')).toMatchObject({ passed: 0, failed: 1 })
  })

  test('no report is a failure', () => {
    expect(countUnitTests(file, true, 'out')).toEqual({ passed: 0, failed: 1, details: 'out' })
    writeFileSync(file, '{"numPassedTests":')
    expect(countUnitTests(file, true, 'out')).toMatchObject({ failed: 1 })
  })
})

describe('journeys', () => {
  test('flaky, skipped and unexpected ones failed', () => {
    write({ stats: { expected: 7, unexpected: 1, flaky: 2, skipped: 3 }, errors: [] })
    expect(countJourneys(file, false, 'out')).toMatchObject({ passed: 7, failed: 6 })
  })

  test('a stack that did not start failed', () => {
    write({ stats: { expected: 0, unexpected: 0, flaky: 0, skipped: 0 }, errors: [{ message: 'no stack' }] })
    expect(countJourneys(file, false, 'out')).toMatchObject({ passed: 0, failed: 1, details: 'out' })
  })
})
