import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { cleanEnvironment } from './clean-environment.ts'

test('keeps the machine, drops what configures Numina, hides what .env files say', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'numina-clean-'))
  writeFileSync(path.join(folder, '.env.local'), 'OPENAI_API_KEY=sk-1\nSOMETHING=else\n')
  const environment = {
    PATH: '/bin',
    DATABASE_URL: 'mongodb://elsewhere',
    PORT: '80',
    TEST_DATABASE_URL: 'mongodb://t',
  }
  expect(cleanEnvironment(environment, folder)).toEqual({
    PATH: '/bin',
    TEST_DATABASE_URL: 'mongodb://t',
    OPENAI_API_KEY: '',
    SOMETHING: '',
    NEXT_TELEMETRY_DISABLED: '1',
  })
  rmSync(folder, { recursive: true })
})
