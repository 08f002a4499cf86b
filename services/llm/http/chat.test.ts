import { describe, expect, it } from 'vitest'
import { contextLengthExceeded, overloaded } from '../api-error.ts'
import type { ChatOutcome, ChatRequest } from '../engine/types.ts'
import { type FakeEngine, readEvents, serve } from './testing.ts'

const OUTCOME: ChatOutcome = {
  finishReason: 'stop',
  usage: { promptTokens: 7, cachedTokens: 3, completionTokens: 2 },
}
const hello = { model: 'test-model', messages: [{ role: 'user', content: 'Hello' }] }

const answering: FakeEngine['chat'] = async (_request, events) => {
  events.onStart()
  events.onDelta({ type: 'text', text: 'Hel' })
  events.onDelta({ type: 'text', text: 'lo' })
  return OUTCOME
}

describe('chat completions', () => {
  it('answers as a whole', async () => {
    const { chat } = await serve({ chat: answering })
    const response = await chat(hello)
    expect(response.status).toBe(200)
    expect(await response.json()).toMatchObject({
      id: expect.stringMatching(/^chatcmpl-/),
      object: 'chat.completion',
      model: 'test-model',
      choices: [{ index: 0, message: { role: 'assistant', content: 'Hello' }, finish_reason: 'stop' }],
      usage: {
        prompt_tokens: 7,
        completion_tokens: 2,
        total_tokens: 9,
        prompt_tokens_details: { cached_tokens: 3 },
      },
    })
  })

  it('streams chunks that end with the reason and [DONE]', async () => {
    const { chat } = await serve({ chat: answering })
    const response = await chat({ ...hello, stream: true })
    expect(response.headers.get('content-type')).toContain('text/event-stream')
    const events = await readEvents(response)
    expect(events.at(-1)).toBe('[DONE]')
    const chunks = events.slice(0, -1) as {
      id: string
      choices: { delta: object; finish_reason: unknown }[]
    }[]
    expect(new Set(chunks.map(({ id }) => id)).size).toBe(1)
    expect(chunks.map(({ choices }) => choices[0]?.delta)).toEqual([
      { role: 'assistant', content: '' },
      { content: 'Hel' },
      { content: 'lo' },
      {},
    ])
    expect(chunks.map(({ choices }) => choices[0]?.finish_reason)).toEqual([null, null, null, 'stop'])
    expect(chunks.every((chunk) => !('usage' in chunk))).toBe(true)
  })

  it('adds the usage in a chunk of its own when asked', async () => {
    const { chat } = await serve({ chat: answering })
    const response = await chat({ ...hello, stream: true, stream_options: { include_usage: true } })
    const events = await readEvents(response)
    expect(events.at(-2)).toMatchObject({ choices: [], usage: { total_tokens: 9 } })
    expect(events[0]).toMatchObject({ usage: null })
  })

  it('passes tool calls and thoughts on', async () => {
    const chat: FakeEngine['chat'] = async (_request, events) => {
      events.onStart()
      events.onDelta({ type: 'reasoning', text: 'hmm' })
      events.onDelta({ type: 'tool-call', index: 0, call: { id: 'c1', name: 'look', arguments: '{}' } })
      return { ...OUTCOME, finishReason: 'tool_calls' }
    }
    const server = await serve({ chat })
    const call = { id: 'c1', type: 'function', function: { name: 'look', arguments: '{}' } }
    const whole = await (await server.chat(hello)).json()
    expect(whole.choices[0]).toMatchObject({
      finish_reason: 'tool_calls',
      message: { content: null, reasoning_content: 'hmm', tool_calls: [call] },
    })
    const events = await readEvents(await server.chat({ ...hello, stream: true }))
    expect(events[1]).toMatchObject({ choices: [{ delta: { reasoning_content: 'hmm' } }] })
    expect(events[2]).toMatchObject({ choices: [{ delta: { tool_calls: [{ index: 0, ...call }] } }] })
  })

  it('stops the engine when the client goes away', async () => {
    const started = Promise.withResolvers<void>()
    const aborted = Promise.withResolvers<unknown>()
    const chat: FakeEngine['chat'] = (_request, events, signal) => {
      events.onStart()
      started.resolve()
      return new Promise((_, reject) => {
        signal.addEventListener('abort', () => {
          aborted.resolve(signal.reason)
          reject(signal.reason)
        })
      })
    }
    const server = await serve({ chat })
    const client = new AbortController()
    const response = await fetch(`${server.url}/v1/chat/completions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ...hello, stream: true }),
      signal: client.signal,
    })
    await started.promise
    client.abort()
    await expect(response.text()).rejects.toThrow()
    expect(String(await aborted.promise)).toContain('went away')
    expect(server.logged).toEqual([])
  })

  it('ends a stream that fails in the middle with an error event and without [DONE]', async () => {
    const chat: FakeEngine['chat'] = async (_request, events) => {
      events.onStart()
      events.onDelta({ type: 'text', text: 'Hel' })
      throw new Error('secret of the machine')
    }
    const server = await serve({ chat })
    const events = await readEvents(await server.chat({ ...hello, stream: true }))
    expect(events.at(-1)).toMatchObject({ error: { type: 'server_error', code: null } })
    expect(JSON.stringify(events)).not.toContain('secret')
    expect(server.logged.join()).toContain('secret of the machine')
  })

  it.each([
    ['a full queue', () => overloaded('busy', 2), 429, 'rate_limit_exceeded'],
    ['too long a prompt', () => contextLengthExceeded(512, 600, 'messages'), 400, 'context_length_exceeded'],
    ['a failure of its own', () => new Error('secret'), 500, null],
  ])('answers %s in the shape of OpenAI, streaming or not', async (_, error, status, code) => {
    const server = await serve({ chat: async () => Promise.reject(error()) })
    for (const stream of [true, false]) {
      const response = await server.chat({ ...hello, stream })
      expect(response.status).toBe(status)
      expect(response.headers.get('retry-after')).toBe(status === 429 ? '2' : null)
      const body = await response.json()
      expect(Object.keys(body.error).sort()).toEqual(['code', 'message', 'param', 'type'])
      expect(body.error.code).toBe(code)
      expect(body.error.message).not.toContain('secret')
    }
  })

  it('understands every role and parts of text', async () => {
    let seen: ChatRequest | undefined
    const chat: FakeEngine['chat'] = async (request) => {
      seen = request
      return OUTCOME
    }
    const server = await serve({ chat })
    await server.chat({
      model: 'test-model',
      messages: [
        { role: 'developer', content: 'Be kind.' },
        {
          role: 'user',
          content: [
            { type: 'text', text: 'Wea' },
            { type: 'text', text: 'ther?' },
          ],
          name: 'sam',
        },
        {
          role: 'assistant',
          content: null,
          tool_calls: [{ id: 'c1', type: 'function', function: { name: 'w', arguments: '{}' } }],
        },
        { role: 'tool', tool_call_id: 'c1', content: 'hot' },
      ],
      max_completion_tokens: 5,
      max_tokens: 9,
      temperature: 0,
      stop: 'END',
      user: 'sam',
      response_format: { type: 'text' },
    })
    expect(seen).toEqual({
      messages: [
        { role: 'system', text: 'Be kind.' },
        { role: 'user', text: 'Weather?' },
        { role: 'assistant', text: '', toolCalls: [{ id: 'c1', name: 'w', arguments: '{}' }] },
        { role: 'tool', callId: 'c1', text: 'hot' },
      ],
      tools: [],
      toolChoice: 'none',
      format: { type: 'text' },
      maxTokens: 5,
      temperature: 0,
      stop: ['END'],
      fairnessKey: 'sam',
    })
  })
})
