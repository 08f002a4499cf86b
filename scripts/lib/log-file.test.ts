import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openLog } from './log-file.ts'

let folder: string
let file: string
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'numina-log-'))
  file = path.join(folder, 'app.log')
})
afterEach(() => rmSync(folder, { recursive: true }))

test('appends, for its user only', () => {
  for (const line of ['one', 'two']) {
    const log = openLog(file)
    log.write(line)
    log.close()
  }
  expect(readFileSync(file, 'utf8')).toBe('one\ntwo\n')
  expect(statSync(file).mode & 0o777).toBe(0o600)
})

test('begins a new file at 10 MB and keeps the one before', () => {
  writeFileSync(file, 'x'.repeat(10_000_001))
  const log = openLog(file)
  log.write('new')
  log.close()
  expect(readFileSync(file, 'utf8')).toBe('new\n')
  expect(statSync(`${file}.1`).size).toBe(10_000_001)
})

test('a line after the end is dropped', () => {
  const log = openLog(file)
  log.close()
  log.write('late')
  log.close()
  expect(readFileSync(file, 'utf8')).toBe('')
})
