import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { hashSources } from './source-hash.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'numina-hash-'))
  write('app/page.tsx', 'page')
  write('public/icon.svg', 'icon')
  write('package-lock.json', '{}')
})
afterEach(() => rmSync(folder, { recursive: true }))

function write(file: string, content: string): void {
  mkdirSync(path.join(folder, path.dirname(file)), { recursive: true })
  writeFileSync(path.join(folder, file), content)
}
const hash = (variables = {}) => hashSources(folder, variables)

test('the same files give the same hash', () => {
  expect(hash()).toBe(hash())
  expect(hash()).toMatch(/^[0-9a-f]{64}$/)
})

test.each([
  ['a changed file', () => write('app/page.tsx', 'Page')],
  ['a new file', () => write('app/more.tsx', '')],
  ['a new folder at the root', () => write('features/a.ts', '')],
  ['other packages', () => write('package-lock.json', '{"a":1}')],
  ['a moved file', () => renameSync(path.join(folder, 'app/page.tsx'), path.join(folder, 'public/page.tsx'))],
  ['a border between files', () => write('app/page.tsx', 'pag')],
])('%s changes it', (_, change) => {
  const before = hash()
  change()
  expect(hash()).not.toBe(before)
})

test.each([
  'app/page.test.tsx',
  'docs/a.md',
  'README.md',
  'scripts/a.ts',
  '.next/x',
  'app/.DS_Store',
  'server.ts',
])('%s is no part of the build', (file) => {
  const before = hash()
  write(file, 'x')
  expect(hash()).toBe(before)
})

test('variables for the browser are part of the build, others are not', () => {
  expect(hash({ NEXT_PUBLIC_A: '1' })).not.toBe(hash())
  expect(hash({ NEXT_PUBLIC_A: '1' })).not.toBe(hash({ NEXT_PUBLIC_A: '2' }))
  expect(hash({ SECRET: '1' })).toBe(hash())
})
