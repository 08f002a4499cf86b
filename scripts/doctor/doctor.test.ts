import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { pickFreePort } from '../lib/ports.ts'
import { readSettings, type Variables } from '../lib/settings.ts'
import { checkDatabase, checkRedis } from './data.ts'
import { checkHome, checkSecrets } from './machine.ts'
import { checkMail } from './mail.ts'
import { checkLocalModel, checkProvider } from './models.ts'
import { checkPayments } from './payments.ts'
import { checkPort } from './running.ts'

let folder: string
let server: Server | undefined
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'numina-doctor-'))
})
afterEach(() => {
  server?.close()
  server = undefined
  rmSync(folder, { recursive: true })
})

const settings = (variables: Variables = {}) => readSettings(folder, variables)

/** A vendor that gives every request this answer. */
async function serve(listener: RequestListener): Promise<number> {
  server = createServer(listener).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return (server.address() as AddressInfo).port
}

describe('the provider', () => {
  test('answers: counts its models', async () => {
    const port = await serve((request, response) => {
      response.statusCode = request.headers.authorization === 'Bearer sk-1' ? 200 : 401
      response.end(JSON.stringify({ data: [{ id: 'a' }, { id: 'b' }] }))
    })
    const variables = {
      OPENAI_BASE_URL: `http://127.0.0.1:${port}/v1`,
      OPENAI_MODEL: 'b',
      OPENAI_API_KEY: 'sk-1',
    }
    expect(await checkProvider(settings(variables))).toEqual({
      state: 'ok',
      text: `http://127.0.0.1:${port} answers, 2 models, b is the default`,
    })
    const refused = await checkProvider(settings({ ...variables, OPENAI_API_KEY: 'sk-wrong' }))
    expect(refused).toMatchObject({ state: 'problem', text: `http://127.0.0.1:${port} refuses the key` })
    expect(JSON.stringify(refused)).not.toContain('sk-wrong')
  })

  test('does not answer', async () => {
    const finding = await checkProvider(
      settings({ OPENAI_BASE_URL: `http://127.0.0.1:${await pickFreePort()}/v1` }),
    )
    expect(finding).toMatchObject({ state: 'problem', text: expect.stringContaining('ECONNREFUSED') })
  })

  test('is not needed', async () => {
    expect((await checkProvider(settings())).state).toBe('off')
  })
})

describe('the database', () => {
  test('tells the version of the one that is configured', async () => {
    const finding = await checkDatabase(settings({ DATABASE_URL: process.env.DATABASE_URL }))
    expect(finding).toMatchObject({
      state: 'ok',
      text: expect.stringMatching(/^MongoDB \d+\.\d+\.\d+ at 127\.0\.0\.1:\d+$/),
    })
  })

  test('shows where it looked, but no password', async () => {
    const port = await pickFreePort()
    const url = `mongodb://ada:secret@127.0.0.1:${port}/numina?serverSelectionTimeoutMS=100`
    const finding = await checkDatabase(settings({ DATABASE_URL: url }))
    expect(finding).toMatchObject({
      state: 'problem',
      text: expect.stringContaining(`127.0.0.1:${port} does not answer`),
    })
    expect(JSON.stringify(finding)).not.toContain('secret')
  })
})

describe('Redis', () => {
  test('over REST, with the right and a wrong token', async () => {
    const port = await serve((request, response) => {
      response.statusCode = request.headers.authorization === 'Bearer t' ? 200 : 401
      response.end('{"result":"PONG"}')
    })
    const url = `http://127.0.0.1:${port}`
    const ask = (token: string) =>
      checkRedis(settings({ UPSTASH_REDIS_REST_URL: url, UPSTASH_REDIS_REST_TOKEN: token }))
    expect(await ask('t')).toEqual({ state: 'ok', text: `${url} answers` })
    expect(await ask('no')).toMatchObject({ state: 'problem', text: `${url} does not answer: status 401` })
  })

  test('directly, when nobody is there', async () => {
    const port = await pickFreePort()
    expect(await checkRedis(settings({ REDIS_URL: `redis://:secret@127.0.0.1:${port}` }))).toMatchObject({
      state: 'problem',
      text: `redis://127.0.0.1:${port} does not answer: connect ECONNREFUSED 127.0.0.1:${port}`,
    })
  })
})

describe('mail', () => {
  test('stays here without a server, and a server that is not there is named without its password', async () => {
    expect(await checkMail(settings({}))).toMatchObject({ state: 'ok' })
    const port = await pickFreePort()
    const finding = await checkMail(settings({ SMTP_URL: `smtp://me:secret@127.0.0.1:${port}` }))
    expect(finding).toMatchObject({ state: 'problem' })
    expect(JSON.stringify(finding)).not.toContain('secret')
  })
})

describe('payments', () => {
  test('are simulated without a key, and a key is tried without being shown', async () => {
    expect(await checkPayments(settings({}))).toMatchObject({ state: 'ok' })
    expect(await checkPayments(settings({ STRIPE_LOCAL: 'off' }))).toMatchObject({ state: 'off' })
    const port = await pickFreePort()
    const key = { STRIPE_SECRET_KEY: 'sk_test_secret', STRIPE_API_BASE: `http://127.0.0.1:${port}` }
    const finding = await checkPayments(settings(key))
    expect(finding).toMatchObject({ state: 'problem' })
    expect(JSON.stringify(finding)).not.toContain('sk_test_secret')
  })
})

describe('the port', () => {
  test('is free', async () => {
    const port = await pickFreePort()
    expect(await checkPort(settings({ PORT: String(port) }))).toEqual({
      state: 'ok',
      text: `127.0.0.1:${port} is free`,
    })
  })

  test('is where Numina runs', async () => {
    const health = { status: 'degraded', version: '1.2.3', checks: { database: 'ok', model: 'none' } }
    const port = await serve((_, response) => response.end(JSON.stringify(health)))
    expect(await checkPort(settings({ PORT: String(port) }))).toEqual({
      state: 'ok',
      text: `Numina 1.2.3 runs on 127.0.0.1:${port}: database ok, model none`,
    })
  })

  test('belongs to another program', async () => {
    const port = await serve((_, response) => response.end('hello'))
    expect(await checkPort(settings({ PORT: String(port) }))).toMatchObject({ state: 'problem' })
  })
})

describe('this machine', () => {
  test('a data directory that is not there yet is no problem, one that cannot be used is', () => {
    expect(checkHome(settings()).state).toBe('off')
    writeFileSync(path.join(folder, 'file'), '')
    expect(() => checkHome(settings({ NUMINA_HOME: 'file' }))).toThrow('cannot be used')
  })

  test('names missing secrets and never shows those that are there', () => {
    const finding = checkSecrets(settings({ NEXTAUTH_SECRET: 'hush' }))
    expect(finding).toMatchObject({
      state: 'off',
      text: expect.stringMatching(/^NUMINA_ENCRYPTION_KEY will be made/),
    })
    expect(JSON.stringify(finding)).not.toContain('hush')
  })

  test('a local model that is named but not there', () => {
    expect(checkLocalModel(settings({ LOCAL_MODEL: path.join(folder, 'no.gguf') })).state).toBe('problem')
    expect(checkLocalModel(settings({ LOCAL_MODEL: 'off' })).state).toBe('off')
    writeFileSync(path.join(folder, 'a.gguf'), Buffer.alloc(2_000_000))
    expect(checkLocalModel(settings({ LOCAL_MODEL: path.join(folder, 'a.gguf') })).text).toBe('a.gguf, 2 MB')
  })
})
