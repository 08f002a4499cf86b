import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { healthUrl, readSettings, readVariables } from './settings.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'numina-settings-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const write = (name: string, text: string) => writeFileSync(path.join(folder, name), text)

describe('readVariables', () => {
  test('without files it is the environment', () => {
    expect(readVariables(folder, { A: '1' })).toEqual({ A: '1' })
  })

  test('.env.local wins over .env, and the environment over both', () => {
    write('.env', 'A=env\nB=env\nC=env\n')
    write('.env.local', 'B=local\nC="local # quoted"\n')
    expect(readVariables(folder, { C: 'real' })).toEqual({ A: 'env', B: 'local', C: 'real' })
    expect(readVariables(folder, {})['C']).toBe('local # quoted')
  })

  test('an empty variable of the environment hides the one in a file', () => {
    write('.env', 'DATABASE_URL=mongodb://elsewhere\n')
    expect(readVariables(folder, { DATABASE_URL: '' })['DATABASE_URL']).toBe('')
  })

  test('a file that cannot be read is named', () => {
    expect(() => readVariables('/proc/self/environ', {})).toThrow(
      '/proc/self/environ/.env cannot be read (ENOTDIR).',
    )
  })
})

describe('readSettings', () => {
  test('has defaults for everything', () => {
    expect(readSettings('/srv/numina', {})).toMatchObject({
      port: 3000,
      host: '127.0.0.1',
      home: '/srv/numina/.numina',
      localUrl: 'http://localhost:3000',
    })
  })

  test('takes empty values for "not set"', () => {
    expect(readSettings('/srv', { PORT: '', HOST: '', NUMINA_HOME: '' })).toMatchObject({
      port: 3000,
      home: '/srv/.numina',
    })
  })

  test('keeps an absolute data directory and starts a relative one from the project', () => {
    expect(readSettings('/srv', { NUMINA_HOME: '/data' }).home).toBe('/data')
    expect(readSettings('/srv', { NUMINA_HOME: 'other' }).home).toBe('/srv/other')
  })

  test.each(['0', '65536', '3000.5', 'http', '-1'])('refuses the port %s', (port) => {
    expect(() => readSettings('/srv', { PORT: port })).toThrow(`PORT is "${port}"`)
  })

  test.each([
    ['0.0.0.0', 'http://localhost:3000', 'http://127.0.0.1:3000/api/health'],
    ['::', 'http://localhost:3000', 'http://[::1]:3000/api/health'],
    ['192.0.2.7', 'http://192.0.2.7:3000', 'http://192.0.2.7:3000/api/health'],
    ['2001:db8::7', 'http://[2001:db8::7]:3000', 'http://[2001:db8::7]:3000/api/health'],
  ])('knows where to find an app that listens on %s', (host, localUrl, health) => {
    const settings = readSettings('/srv', { HOST: host })
    expect(settings.localUrl).toBe(localUrl)
    expect(healthUrl(settings)).toBe(health)
  })
})
