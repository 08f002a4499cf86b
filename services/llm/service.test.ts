import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readConfig } from './config.ts'

/** The service as it is started, with the real model: the weights are those of the checkout, fetched when missing. */

const CONTEXT = 512
const SLOTS = 3
const FETCH_LIMIT_MS = 600_000
/** The model shares two cores with all that a test run starts. */
const TEST_LIMIT_MS = 90_000

let service: ChildProcess
let url = ''
let model = ''

beforeAll(async () => {
  const main = fileURLToPath(new URL('./main.ts', import.meta.url))
  const env = {
    ...process.env,
    NUMINA_HOME: readConfig(process.env).home,
    LLM_CONTEXT: String(CONTEXT),
    LLM_SLOTS: String(SLOTS),
  }
  service = spawn(process.execPath, [main, '--port', '0'], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  const lines: string[] = []
  service.stderr!.on('data', (chunk) => lines.push(String(chunk)))
  for await (const line of createInterface({ input: service.stdout! })) {
    lines.push(line)
    const address = /^listening (\S+)$/.exec(line)?.[1]
    if (address) url = `http://${address}`
    if (line === 'ready') break
  }
  if (url === '') throw new Error(`The service did not start:\n${lines.join('\n')}`)
  service.stdout!.resume()
  const { data } = (await (await fetch(`${url}/v1/models`)).json()) as { data: { id: string }[] }
  model = data[0]!.id
}, FETCH_LIMIT_MS)

afterAll(() => void service?.kill('SIGKILL'))

type Completion = {
  choices: {
    message: { content: string; tool_calls?: { function: { name: string; arguments: string } }[] }
    finish_reason: string
  }[]
  usage: {
    prompt_tokens: number
    completion_tokens: number
    prompt_tokens_details: { cached_tokens: number }
  }
}

const post = (path: string, body: object, signal?: AbortSignal) =>
  fetch(url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ model, ...body }),
    ...(signal && { signal }),
  })

const user = (content: string) => ({ role: 'user', content })

async function complete(body: object): Promise<Completion> {
  const response = await post('/v1/chat/completions', { seed: 1, ...body })
  expect(response.status).toBe(200)
  return (await response.json()) as Completion
}

type Reader = ReadableStreamDefaultReader<string>

async function readToContent(reader: Reader): Promise<string> {
  let text = ''
  while (!/"content":"[^"]/.test(text)) {
    const { value, done } = await reader.read()
    if (done) throw new Error(`The stream ended without content:\n${text}`)
    text += value
  }
  return text
}

async function readToEnd(reader: Reader): Promise<string> {
  let text = ''
  for (let part = await reader.read(); !part.done; part = await reader.read()) text += part.value
  return text
}

/** A form that can only be filled with thousands of tokens. */
const row = { type: 'array', items: { type: 'integer' }, minItems: 50 }
const ENDLESS = {
  response_format: {
    type: 'json_schema',
    json_schema: { name: 'endless', schema: { type: 'array', items: row, minItems: 50 } },
  },
}

describe('the local model', { timeout: TEST_LIMIT_MS }, () => {
  it('holds no model before the first request', async () => {
    expect(await (await fetch(`${url}/health`)).json()).toMatchObject({ state: 'unloaded' })
  })

  it('answers, says why it ended and counts', async () => {
    const { choices, usage } = await complete({
      messages: [
        { role: 'system', content: 'You are a helpful assistant.' },
        user('What is the capital of France?'),
      ],
      temperature: 0,
    })
    expect(choices[0]!.message.content).toContain('Paris')
    expect(choices[0]!.finish_reason).toBe('stop')
    expect(usage.prompt_tokens).toBeGreaterThan(10)
    expect(usage.completion_tokens).toBeGreaterThan(3)
  })

  it('gives the same answer for the same seed', async () => {
    const body = { messages: [user('Tell me a story.')], temperature: 1, seed: 42, max_tokens: 12 }
    const [first, second] = [await complete(body), await complete(body)]
    expect(second.choices[0]!.message.content).toBe(first.choices[0]!.message.content)
  })

  it('stops at max_tokens and before a stop sequence', async () => {
    const long = await complete({ messages: [user('Write a long story.')], max_tokens: 8 })
    expect(long.choices[0]!.finish_reason).toBe('length')
    expect(long.usage.completion_tokens).toBe(8)
    const cut = await complete({
      messages: [user('What is the capital of France?')],
      stop: ['a'],
      temperature: 0,
    })
    expect(cut.choices[0]!.finish_reason).toBe('stop')
    expect(cut.choices[0]!.message.content).not.toContain('a')
  })

  it('remembers the conversation it answered before', async () => {
    const messages = [{ role: 'system', content: 'You are a helpful assistant. '.repeat(20) }, user('Hello!')]
    const first = await complete({ messages, max_tokens: 8 })
    const next = await complete({
      messages: [
        ...messages,
        { role: 'assistant', content: first.choices[0]!.message.content },
        user('And now?'),
      ],
      max_tokens: 8,
    })
    expect(next.usage.prompt_tokens_details.cached_tokens).toBeGreaterThan(first.usage.prompt_tokens - 10)
  })

  it('fills the form of a JSON schema', async () => {
    const schema = {
      type: 'object',
      properties: {
        city: { type: 'string', maxLength: 20 },
        kind: { enum: ['sunny', 'rainy'] },
        degrees: { type: 'integer' },
      },
      required: ['city', 'kind', 'degrees'],
      additionalProperties: false,
    }
    const { choices } = await complete({
      messages: [user('The weather in Rome: sun, 30 degrees.')],
      response_format: { type: 'json_schema', json_schema: { name: 'weather', schema, strict: true } },
    })
    const value = JSON.parse(choices[0]!.message.content)
    expect(Object.keys(value).sort()).toEqual(['city', 'degrees', 'kind'])
    expect(['sunny', 'rainy']).toContain(value.kind)
    expect(Number.isInteger(value.degrees)).toBe(true)
  })

  it('refuses a schema that would take too much memory', async () => {
    const response = await post('/v1/chat/completions', {
      messages: [user('Numbers.')],
      response_format: {
        type: 'json_schema',
        json_schema: { name: 'x', schema: { ...row, minItems: 100_000 } },
      },
    })
    expect(response.status).toBe(400)
    expect((await response.json()).error.code).toBe('invalid_json_schema')
  })

  it('calls a tool that it has to call', async () => {
    const parameters = {
      type: 'object',
      properties: { city: { type: 'string', maxLength: 20 } },
      required: ['city'],
    }
    const { choices } = await complete({
      messages: [user('How is the weather in Rome?')],
      tools: [{ type: 'function', function: { name: 'get_weather', parameters } }],
      tool_choice: { type: 'function', function: { name: 'get_weather' } },
    })
    expect(choices[0]!.finish_reason).toBe('tool_calls')
    const call = choices[0]!.message.tool_calls![0]!.function
    expect(call.name).toBe('get_weather')
    expect(typeof JSON.parse(call.arguments).city).toBe('string')
  })

  it('refuses a prompt that is too long', async () => {
    for (const words of [CONTEXT * 2, CONTEXT * 20]) {
      const response = await post('/v1/chat/completions', {
        messages: [user('word '.repeat(words))],
        stream: true,
      })
      expect(response.status).toBe(400)
      const { error } = (await response.json()) as { error: object }
      expect(error).toMatchObject({ code: 'context_length_exceeded', param: 'messages' })
    }
  })

  it('ends an answer that fills the context', async () => {
    const { choices, usage } = await complete({ messages: [user('word '.repeat(CONTEXT - 160))], ...ENDLESS })
    expect(choices[0]!.finish_reason).toBe('length')
    expect(usage.prompt_tokens + usage.completion_tokens).toBeLessThanOrEqual(CONTEXT)
  })

  it('answers three at once, all of them streaming', async () => {
    const streams = await Promise.all(
      [1, 2, 3].map(async (number) => {
        const body = { messages: [user(`Write ${number}.`)], stream: true, max_tokens: 24, ...ENDLESS }
        const response = await post('/v1/chat/completions', body)
        return response.body!.pipeThrough(new TextDecoderStream()).getReader()
      }),
    )
    const first = await Promise.all(streams.map(readToContent))
    expect(await (await fetch(`${url}/health`)).json()).toMatchObject({ active: SLOTS, waiting: 0 })
    const rest = await Promise.all(streams.map(readToEnd))
    for (const [index, text] of rest.entries()) {
      expect(first[index]! + text).toMatch(/"finish_reason":"length".*\n\ndata: \[DONE\]\n\n$/)
    }
  })

  it('stops for a client that goes away, and serves who waits for the place', async () => {
    const clients = Array.from({ length: SLOTS }, () => new AbortController())
    await Promise.all(
      clients.map(async ({ signal }) => {
        const body = { messages: [user('Write numbers.')], stream: true, max_tokens: 400, ...ENDLESS }
        const response = await post('/v1/chat/completions', body, signal)
        await readToContent(response.body!.pipeThrough(new TextDecoderStream()).getReader())
      }),
    )
    const waiting = complete({ messages: [user('Hello!')], max_tokens: 2 })
    clients[0]!.abort()
    await waiting
    // The others are far from their end: the place that became free is the one of the client that went away.
    expect(await (await fetch(`${url}/health`)).json()).toMatchObject({ active: SLOTS - 1 })
    for (const client of clients) client.abort()
  })

  it('embeds texts as vectors of length 1', async () => {
    const response = await post('/v1/embeddings', {
      input: ['The cat sleeps.', 'The cat sleeps.', 'Stock markets fell.'],
    })
    const { data, usage } = (await response.json()) as {
      data: { embedding: number[] }[]
      usage: { prompt_tokens: number }
    }
    const [first, same, other] = data.map(({ embedding }) => embedding)
    const dot = (a: number[], b: number[]) => a.reduce((sum, value, index) => sum + value * b[index]!, 0)
    expect(dot(first!, first!)).toBeCloseTo(1, 4)
    expect(dot(first!, same!)).toBeCloseTo(1, 3)
    expect(dot(first!, other!)).toBeLessThan(0.99)
    expect(usage.prompt_tokens).toBeGreaterThan(9)
    const long = await post('/v1/embeddings', { input: 'word '.repeat(CONTEXT * 2) })
    expect(long.status).toBe(400)
  })

  it('ends with 0 on SIGTERM, in the middle of an answer too', async () => {
    const response = await post('/v1/chat/completions', {
      messages: [user('Write.')],
      stream: true,
      max_tokens: 400,
      ...ENDLESS,
    })
    const reader = response.body!.getReader()
    await reader.read()
    service.kill('SIGTERM')
    expect(await once(service, 'exit')).toEqual([0, null])
  })
})
