import { writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { ObjectId } from 'mongodb'
import OpenAI from 'openai'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { apiError, completion, completionChunk, keyUsage, modelList } from '@/lib/api/schema'
import type { OwnCaps } from '@/lib/auth/context'
import { newId } from '@/lib/core/ids'
import { createKey } from '@/lib/keys/manage/create-key'
import { revokeKey } from '@/lib/keys/manage/manage-keys'
import type { CreateKeyInput } from '@/lib/keys/schema'
import { connectProvider } from '@/lib/models/connections/connect'
import { driverCollection } from '@/lib/platform/db'
import { flushUsage } from '@/lib/usage/server'
import { createPerson, onAppDatabase } from '@/scripts/test/app-database'
import { ROUTES } from '@/scripts/test/matrix/lines/routes'
import { findRoutes } from '@/scripts/test/matrix/scan'
import { onScriptedModel } from '@/scripts/test/scripted-model'

const file = path.join(tmpdir(), `plans-${newId()}.json`)
writeFileSync(file, JSON.stringify({ free: { limits: { messagesPerDay: 1_000 } } }))
vi.stubEnv('PLANS', file)
vi.stubEnv('ALLOW_PRIVATE_NETWORKS', '1')
vi.mock('next/headers', async () => (await import('@/scripts/test/matrix/browser')).nextHeaders)
onAppDatabase()
const model = onScriptedModel()

type Handler = (request: Request, context: { params: Promise<object> }) => Promise<Response>
let handlers: Map<string, Handler>
beforeAll(async () => {
  const routes = await findRoutes()
  const loaded = routes.map(async ({ key, load }) => [key, (await load()) as Handler] as const)
  handlers = new Map(await Promise.all(loaded))
})

/** What OpenAI's package sends goes to the handlers of the routes. */
const send = async (request: Request): Promise<Response> => {
  const key = `${request.method} ${new URL(request.url).pathname}`
  const handler = handlers.get(key) ?? handlers.get(`${request.method} /api/v1/[...path]`)
  if (!handler) throw new Error(`nothing at ${key}`)
  return handler(request, { params: Promise.resolve({}) })
}
const BASE = 'http://numina.test/api/v1'
const NO_CAPS: OwnCaps = { day: null, month: null }

async function program(wish: Partial<CreateKeyInput> = {}, person = createPerson()) {
  const ctx = await person
  const { key, secret } = await createKey(ctx, {
    ...{ name: 'Program', days: null, scopes: ['chat', 'models', 'usage'], caps: NO_CAPS },
    ...wish,
  })
  const openai = new OpenAI({
    ...{ apiKey: secret, baseURL: BASE, maxRetries: 0 },
    fetch: (url, init) => send(new Request(url as string, init as RequestInit)),
  })
  return { ctx, key, secret, openai }
}
const HELLO = [{ role: 'user' as const, content: 'Hello' }]
const MODEL = 'local/scripted'
const hello = { model: MODEL, messages: HELLO }
const counterOf = ({ workspaceId }: { workspaceId: string }) =>
  driverCollection('usageCounters').findOne({ workspaceId: new ObjectId(workspaceId) })
const eventsOf = async ({ workspaceId }: { workspaceId: string }) => {
  await flushUsage()
  return driverCollection('usageEvents')
    .find({ workspaceId: new ObjectId(workspaceId) })
    .toArray()
}
const errorOf = async (work: PromiseLike<unknown>) => {
  try {
    await work
  } catch (error) {
    if (error instanceof OpenAI.APIError) return error
    throw error
  }
  throw new Error('it was answered')
}

describe('an answer', () => {
  it('comes whole, is counted by key, and nothing of it is kept', async () => {
    const { ctx, key, openai } = await program()
    model().script({ text: 'Good morning.', usage: { promptTokens: 12, completionTokens: 3 } })
    const answer = await openai.chat.completions.create({
      ...hello,
      messages: [
        { role: 'system', content: 'Be short.' },
        { role: 'developer', content: [{ type: 'text', text: 'Be kind.' }] },
        {
          role: 'user',
          content: [
            { type: 'text', text: 'Good ' },
            { type: 'text', text: 'morning' },
          ],
        },
      ],
      ...{ temperature: 0.2, top_p: 0.9, max_tokens: 50, stop: ['END'], seed: 7 },
    })
    expect(completion.parse(answer)).toMatchObject({
      model: MODEL,
      choices: [{ message: { content: 'Good morning.' }, finish_reason: 'stop' }],
      usage: { prompt_tokens: 12, completion_tokens: 3, total_tokens: 15 },
    })
    expect(answer._request_id).toBeTruthy()
    expect(model().replies()[0]?.body).toMatchObject({
      messages: [
        { role: 'system', content: 'Be short.\n\nBe kind.' },
        { role: 'user', content: 'Good morning' },
      ],
      ...{ temperature: 0.2, top_p: 0.9, max_tokens: 50, stop: ['END'], seed: 7 },
    })
    expect(await eventsOf(ctx)).toMatchObject([
      { feature: 'api', keyId: new ObjectId(key.id), input: 12, output: 3, paidBy: 'plan', status: 'done' },
    ])
    expect(await counterOf(ctx)).toMatchObject({
      ...{ messages: 1, open: 0, pending: {} },
      parts: { [ctx.userId]: { m: 1 }, [key.id]: { m: 1 } },
    })
    for (const collection of ['messages', 'conversations', 'generations', 'generationEvents', 'readings'])
      expect(await driverCollection(collection).findOne({ userId: new ObjectId(ctx.userId) })).toBeNull()
  })

  it('comes as a stream, with its usage when that is asked for', async () => {
    const { openai, ctx } = await program()
    model().script({ tokens: ['One', ' two', ' three'], usage: { promptTokens: 9, completionTokens: 3 } })
    const stream = await openai.chat.completions.create({
      ...{ ...hello, stream: true, stream_options: { include_usage: true } },
    })
    const chunks = []
    for await (const chunk of stream) chunks.push(completionChunk.parse(chunk))
    const text = chunks.map(({ choices }) => choices[0]?.delta.content ?? '').join('')
    expect(text).toBe('One two three')
    expect(chunks[0]?.choices[0]?.delta).toEqual({ role: 'assistant', content: '' })
    expect(chunks.at(-2)?.choices[0]?.finish_reason).toBe('stop')
    expect(chunks.at(-1)).toMatchObject({ choices: [], usage: { prompt_tokens: 9, completion_tokens: 3 } })
    expect(await eventsOf(ctx)).toMatchObject([{ status: 'done', output: 3 }])
    const whole = await openai.chat.completions.stream({ ...hello }).finalContent()
    expect(whole).toBeTruthy()
  })

  it('of a model that is named without its provider, and of the default one', async () => {
    const { openai } = await program()
    for (const name of ['scripted', 'default']) {
      model().script({ text: 'Yes.' })
      const answer = await openai.chat.completions.create({ ...hello, model: name })
      expect(answer.model).toBe(MODEL)
    }
  })

  it('of a model with a key of the workspace’s own counts for nothing', async () => {
    const { ctx, openai, key } = await program()
    const own = await connectProvider(ctx, {
      kind: 'compatible',
      name: 'Mine',
      apiKey: '',
      baseUrl: model().url,
    })
    await openai.chat.completions.create({ ...hello, model: `${own.id}/scripted` })
    expect(await eventsOf(ctx)).toMatchObject([{ isOwnKey: true, keyId: new ObjectId(key.id), paidBy: null }])
    expect(await counterOf(ctx)).toBeNull()
  })

  it('that nobody waits for ends the provider’s, and what was used counts', async () => {
    const { ctx, openai } = await program()
    model().script({ tokens: ['One', ' two', ' three', ' four'], holdAfter: 2 })
    const stream = await openai.chat.completions.create({ ...hello, stream: true })
    for await (const chunk of stream) if (chunk.choices[0]?.delta.content) break
    await model().wait('aborted', { match: 'Hello' })
    await expect.poll(async () => (await eventsOf(ctx)).length).toBe(1)
    expect(await eventsOf(ctx)).toMatchObject([{ status: 'stopped', isEstimated: true }])
    await expect.poll(async () => (await counterOf(ctx))?.['open']).toBe(0)
    expect(await counterOf(ctx)).toMatchObject({ messages: 1 })
  })

  it('that nobody begins to read is closed as well, and its key is free again', async () => {
    const { ctx, secret } = await program()
    const request = () =>
      send(
        new Request(`${BASE}/chat/completions`, {
          ...{ method: 'POST', body: JSON.stringify({ ...hello, stream: true }) },
          headers: {
            ...{ authorization: `Bearer ${secret}`, 'content-type': 'application/json' },
            'idempotency-key': 'left',
          },
        }),
      )
    model().script({ tokens: ['One', ' two', ' three', ' four'], holdAfter: 2 })
    const left = await request()
    await setImmediate()
    await left.body?.cancel()
    await expect.poll(() => eventsOf(ctx)).toMatchObject([{ status: 'stopped', isEstimated: true }])
    expect(await counterOf(ctx)).toMatchObject({ messages: 1, open: 0 })
    const again = await request()
    expect(again.status).toBe(200)
    expect(await again.text()).toContain('[DONE]')
    expect(await eventsOf(ctx)).toHaveLength(1)
    expect(await counterOf(ctx)).toMatchObject({ messages: 1, open: 0 })
  })

  it('that is left at any moment is written down once', async () => {
    const leaveAfter = async (reads: number) => {
      const { ctx, secret } = await program()
      const leaving = new AbortController()
      const response = await send(
        new Request(`${BASE}/chat/completions`, {
          ...{ method: 'POST', body: JSON.stringify({ ...hello, stream: true }), signal: leaving.signal },
          headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' },
        }),
      )
      const reader = response.body?.getReader()
      for (let i = 0; i < reads; i++) await reader?.read()
      leaving.abort()
      await reader?.cancel()
      await expect.poll(() => eventsOf(ctx), { message: `${reads}` }).toHaveLength(1)
      expect(await counterOf(ctx), `${reads}`).toMatchObject({ messages: 1, open: 0 })
    }
    for (let reads = 0; reads < 5; reads++) await leaveAfter(reads)
  })

  it('that breaks off is an error and no end', async () => {
    const { ctx, openai } = await program()
    model().script({ tokens: ['One', ' two', ' three'], breakAfter: { tokens: 2, how: 'end' } })
    const stream = await openai.chat.completions.create({ ...hello, stream: true })
    let text = ''
    const read = async () => {
      for await (const chunk of stream) text += chunk.choices[0]?.delta.content ?? ''
    }
    expect(await errorOf(read())).toMatchObject({ code: 'broken_stream' })
    expect(text).toBe('One two')
    expect(await eventsOf(ctx)).toMatchObject([{ status: 'failed' }])
    expect(await counterOf(ctx)).toMatchObject({ messages: 1, open: 0 })
  })

  it('that was to come whole and breaks off counts for nothing: nothing of it was given out', async () => {
    const { ctx, openai } = await program()
    model().script({ tokens: ['One', ' two'], breakAfter: { tokens: 2, how: 'end' }, times: 'always' })
    for (let tries = 0; tries < 2; tries++)
      expect(await errorOf(openai.chat.completions.create(hello))).toMatchObject({
        ...{ status: 503, code: 'broken_stream' },
      })
    expect(await eventsOf(ctx)).toEqual([])
    expect(await counterOf(ctx)).toMatchObject({ messages: 0, open: 0 })
  })

  it.each([
    ['overloaded', 503, 'model_overloaded'],
    ['context_length_exceeded', 400, 'context_length_exceeded'],
    ['invalid_api_key', 503, 'bad_key'],
  ] as const)('that fails with %s counts for nothing', async (failure, status, code) => {
    const { ctx, openai } = await program()
    model().script({ failure: { name: failure, retryAfterSeconds: 0 }, times: 'always' })
    expect(await errorOf(openai.chat.completions.create({ ...hello, stream: true }))).toMatchObject({
      status,
      code,
    })
    expect(await eventsOf(ctx)).toEqual([])
    expect(await counterOf(ctx)).toMatchObject({ messages: 0, open: 0 })
  })
})

describe('what is not supported is refused, and no model is asked', () => {
  it.each([
    ['tools', { tools: [{ type: 'function', function: { name: 'f', parameters: {} } }] }],
    ['n', { n: 2 }],
    ['audio', { audio: { voice: 'alloy', format: 'mp3' } }],
    ['modalities', { modalities: ['text', 'audio'] }],
    ['response_format', { response_format: { type: 'json_object' } }],
    ['logprobs', { logprobs: true }],
    ['store', { store: true }],
    ['made_up', { made_up: 1 }],
    ['temperature', { temperature: 3 }],
    ['max_tokens', { max_tokens: 0 }],
    ['messages', { messages: [] }],
    ['messages[0].role', { messages: [{ role: 'king', content: 'Hello' }] }],
    [
      'messages[0].content',
      { messages: [{ role: 'user', content: [{ type: 'image_url', image_url: { url: 'data:,' } }] }] },
    ],
    ['messages[0]', { messages: [{ role: 'assistant', content: 'x', tool_calls: [{ id: 'a' }] }] }],
    ['messages', { messages: [{ role: 'system', content: 'Be short.' }] }],
  ])('%s: %j', async (param, wrong) => {
    const { ctx, openai } = await program()
    const asked = openai.chat.completions.create({ ...hello, ...wrong } as typeof hello)
    const error = await errorOf(asked)
    expect(error).toMatchObject({ status: 400, param, type: 'invalid_request_error' })
    expect(apiError.safeParse({ error: error.error }).success).toBe(true)
    expect(error.requestID).toBeTruthy()
    expect(model().replies()).toHaveLength(0)
    expect(await counterOf(ctx)).toBeNull()
  })

  it('what asks for nothing is no matter', async () => {
    const { openai } = await program()
    const nothing = { n: 1, tools: [], response_format: { type: 'text' as const }, user: 'me', store: false }
    expect(
      (await openai.chat.completions.create({ ...hello, ...nothing, logprobs: null })).choices,
    ).toHaveLength(1)
  })

  it('another model, another address, no JSON, too much', async () => {
    const { openai, secret } = await program()
    expect(await errorOf(openai.chat.completions.create({ ...hello, model: 'gpt-0' }))).toMatchObject({
      ...{ status: 404, code: 'model_not_found', param: 'model' },
    })
    expect(await errorOf(openai.embeddings.create({ model: MODEL, input: 'x' }))).toMatchObject({
      status: 404,
    })
    const post = (body: string, type = 'application/json') =>
      send(
        new Request(`${BASE}/chat/completions`, {
          ...{ method: 'POST', body },
          headers: { authorization: `Bearer ${secret}`, 'content-type': type },
        }),
      )
    expect((await post('{')).status).toBe(400)
    expect((await post('{}', 'text/plain')).status).toBe(415)
    expect((await post(JSON.stringify({ messages: 'x'.repeat(5_000_000) }))).status).toBe(413)
  })
})

describe('a key', () => {
  it('does what it is for, and nothing else', async () => {
    const { openai } = await program({ scopes: ['models'] })
    const { data } = await openai.models.list()
    expect(modelList.shape.data.parse(data).map(({ id }) => id)).toContain(MODEL)
    expect(await errorOf(openai.chat.completions.create(hello))).toMatchObject({
      status: 403,
      code: 'forbidden',
    })
    expect(await errorOf(openai.get('/usage'))).toMatchObject({ status: 403 })
  })

  it('that was revoked is refused at once', async () => {
    const { ctx, key, openai } = await program()
    await openai.models.list()
    await revokeKey(ctx, { id: key.id })
    expect(await errorOf(openai.models.list())).toMatchObject({ status: 401, type: 'authentication_error' })
  })

  it('has a limit of its own, which it is told', async () => {
    const { openai } = await program({ caps: { day: 2, month: null } })
    for (let i = 0; i < 2; i++) await openai.chat.completions.create(hello)
    const error = await errorOf(openai.chat.completions.create(hello))
    expect(error).toMatchObject({
      ...{ status: 429, code: 'limit_reached' },
      message: expect.stringContaining('the 2 messages this key allows today'),
    })
    expect(Number(error.headers?.get('retry-after'))).toBeGreaterThan(0)
    expect(error.headers?.get('x-should-retry')).toBe('false')
    expect(model().replies()).toHaveLength(2)
    expect(keyUsage.parse(await openai.get('/usage'))).toMatchObject({
      day: { key: { used: 2, limit: 2 }, person: { used: 2, limit: null }, plan: { used: 2, limit: 1_000 } },
    })
  })

  it('has a rate, which it is told', async () => {
    const { openai } = await program()
    const { response } = await openai.models.list().withResponse()
    expect(response.headers.get('x-ratelimit-limit-requests')).toBe('60')
    expect(Number(response.headers.get('x-ratelimit-remaining-requests'))).toBeLessThan(60)
    const outcomes = await Promise.allSettled(Array.from({ length: 130 }, () => openai.models.list()))
    const refusal = outcomes.find(({ status }) => status === 'rejected') as PromiseRejectedResult
    expect(refusal.reason).toMatchObject({ status: 429, code: 'rate_limited' })
    expect(refusal.reason.headers.get('retry-after')).toBeTruthy()
  })

  it('says twice what it says once: the same request counts once, three times more at most', async () => {
    const { ctx, openai } = await program()
    const once = (words = HELLO) =>
      openai.chat.completions.create({ ...hello, messages: words }, { headers: { 'idempotency-key': 'a' } })
    await once()
    await flushUsage()
    for (let i = 0; i < 3; i++) await once()
    expect(await errorOf(once())).toMatchObject({ status: 429 })
    await once([{ role: 'user', content: 'Something else' }])
    expect(await eventsOf(ctx)).toHaveLength(2)
    expect(await counterOf(ctx)).toMatchObject({ messages: 2, open: 0 })
  })

  it('is refused by everything else', async () => {
    const { secret } = await program()
    const { fromBrowser } = await import('@/scripts/test/matrix/browser')
    const open = new Set(
      Object.entries(ROUTES).flatMap(([key, { least }]) => (least === 'anyone' ? [key] : [])),
    )
    for (const [key, handler] of handlers) {
      if (open.has(key)) continue
      const [method = '', address = ''] = key.split(' ')
      const request = new Request(`http://numina.test${address.replace(/\[.*?\]/g, newId())}`, {
        ...{ method, headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' } },
        ...(method !== 'GET' && { body: '{}' }),
      })
      const response = await fromBrowser({}, () =>
        handler(request, { params: Promise.resolve({ id: newId() }) }),
      )
      expect(response.status, key).toBe(401)
    }
  })
})

it('the description names what there is', async () => {
  const response = await send(new Request(`${BASE}/openapi.json`))
  expect(await response.json()).toMatchObject({
    openapi: '3.1.0',
    paths: { '/models': {}, '/chat/completions': {}, '/usage': {} },
    components: { schemas: { CompletionRequest: { properties: { messages: {} } } } },
  })
})
