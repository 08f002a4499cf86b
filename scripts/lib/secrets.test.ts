import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { parseEnv } from 'node:util'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { makeSecrets, SECRETS } from './secrets.ts'

let folder: string
let file: string
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'numina-secrets-'))
  file = path.join(folder, '.env.local')
})
afterEach(() => rmSync(folder, { recursive: true }))

const make = (environment = {}) => makeSecrets(folder, environment, path.join(folder, 'lock'))
const read = () => parseEnv(readFileSync(file, 'utf8'))

test('makes secrets of 32 random bytes that only the owner can read', async () => {
  expect(await make()).toEqual(SECRETS)
  for (const name of SECRETS) expect(Buffer.from(read()[name] ?? '', 'base64')).toHaveLength(32)
  expect(new Set(Object.values(read())).size).toBe(SECRETS.length)
  expect(statSync(file).mode & 0o777).toBe(0o600)
})

test('makes them once', async () => {
  await make()
  const first = read()
  expect(await make()).toEqual([])
  expect(read()).toEqual(first)
})

test('keeps what the file has and adds what it lacks', async () => {
  writeFileSync(file, '# mine\nNEXTAUTH_SECRET=chosen by hand\nOPENAI_API_KEY=sk-1', { mode: 0o644 })
  expect(await make()).toEqual(['NUMINA_ENCRYPTION_KEY'])
  expect(readFileSync(file, 'utf8')).toMatch(
    /^# mine\nNEXTAUTH_SECRET=chosen by hand\nOPENAI_API_KEY=sk-1\nNUMINA_ENCRYPTION_KEY=\S{44}\n$/,
  )
  expect(statSync(file).mode & 0o777).toBe(0o600)
})

test('makes none that the environment or .env has', async () => {
  writeFileSync(path.join(folder, '.env'), 'NUMINA_ENCRYPTION_KEY=from env\n')
  expect(await make({ NEXTAUTH_SECRET: 'real' })).toEqual([])
  expect(readdirSync(folder)).toEqual(['.env'])
})

test('several starts at once agree on one set', async () => {
  const made = await Promise.all(Array.from({ length: 8 }, () => make()))
  expect(made.filter((names) => names.length > 0)).toEqual([SECRETS])
  expect(readdirSync(folder).sort()).toEqual(['.env.local', 'lock'])
})
