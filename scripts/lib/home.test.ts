import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { Failure } from './failure.ts'
import { prepareHome } from './home.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'numina-home-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

test('makes the data directory for its user only, and leaves no trace of the test', () => {
  const home = path.join(folder, 'a', 'b')
  prepareHome(home)
  expect(readdirSync(home)).toEqual(['logs'])
  expect(statSync(home).mode & 0o777).toBe(0o700)
  prepareHome(home)
})

test('names a file that is in the way', () => {
  const file = path.join(folder, 'file')
  writeFileSync(file, '')
  expect(() => prepareHome(path.join(file, 'home'))).toThrow('a part of that path is a file')
})

test('says so when there is no room', () => {
  const full = () => prepareHome(folder, () => 12)
  expect(full).toThrow(Failure)
  expect(full).toThrow(`Only 12 MB are free on the disk of ${folder}.`)
})

test('says so when the disk is full', () => {
  const enospc = Object.assign(new Error('no space left on device'), { code: 'ENOSPC' })
  const measure = () => {
    throw enospc
  }
  expect(() => prepareHome(folder, measure)).toThrow(`The disk of ${folder} is full.`)
})
