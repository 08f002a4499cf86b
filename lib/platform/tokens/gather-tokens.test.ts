import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { gatherTokens } from './gather-tokens'

const openai = (delta: object, more: object = {}) =>
  `data: ${JSON.stringify({ id: 'x', choices: [{ index: 0, delta, logprobs: null, finish_reason: null }], ...more })}\n\n`
const claude = (delta: object, index = 0) =>
  `event: content_block_delta\ndata: ${JSON.stringify({ type: 'content_block_delta', index, delta })}\n\n`
const gemini = (part: object, more: object = {}) =>
  `data: ${JSON.stringify({ candidates: [{ content: { parts: [part], role: 'model' }, index: 0, ...more }], usageMetadata: { total: 1 } })}\r\n\r\n`

/** What comes out of a stream of these pieces, each a chunk of its own. @returns the chunks, and the error at the end */
async function pass(
  pieces: (string | number)[],
  error?: Error,
): Promise<{ chunks: string[]; error: unknown }> {
  const body = new ReadableStream<Uint8Array>({
    async start(controller) {
      for (const piece of pieces) {
        if (typeof piece === 'number') await sleep(piece)
        else controller.enqueue(new TextEncoder().encode(piece))
      }
      if (error) {
        await sleep(5)
        controller.error(error)
      } else controller.close()
    },
  })
  const headers = { 'content-type': 'text/event-stream; charset=utf-8' }
  const response = await gatherTokens(async () => new Response(body, { headers }))('https://model')
  const chunks: string[] = []
  try {
    for await (const chunk of response.body ?? []) chunks.push(new TextDecoder().decode(chunk))
  } catch (error) {
    return { chunks, error }
  }
  return { chunks, error: null }
}

describe('the tokens of a stream', () => {
  it.each([
    ['chat completions', (text: string) => openai({ content: text })],
    ['reasoning', (text: string) => openai({ content: null, reasoning_content: text })],
    ['Anthropic', (text: string) => claude({ type: 'text_delta', text })],
    ['Anthropic thinking', (thinking: string) => claude({ type: 'thinking_delta', thinking })],
    ['Google', (text: string) => gemini({ text })],
  ])('are joined, but for the first: %s', async (_, token) => {
    const { chunks } = await pass([token('a'), token('b'), token('c'), token('d')])
    const lf = (text: string) => text.replaceAll('\r', '')
    expect(chunks.map(lf)).toEqual([lf(token('a')), lf(token('bcd'))])
  })

  it('wait forty milliseconds and no longer', async () => {
    const token = (text: string) => openai({ content: text })
    const { chunks } = await pass([token('a'), token('b'), 60, token('c'), 60, token('d')])
    expect(chunks).toEqual(['a', 'b', 'c', 'd'].map(token))
  })

  it('stay in their order with everything that is not words, which is not touched', async () => {
    const role = openai({ role: 'assistant', content: '' })
    const call = openai({ tool_calls: [{ index: 0, function: { arguments: '{' } }] })
    const end = 'data: {"id":"x","choices":[{"index":0,"delta":{"content":"!"},"finish_reason":"stop"}]}\n\n'
    const [a, b, c] = ['a', 'b', 'c'].map((text) => openai({ content: text }))
    const other = openai({ reasoning: 'hm' })
    const pieces = [role, a ?? '', b ?? '', other, c ?? '', call, ': a comment\n\n', end, 'data: [DONE]\n\n']
    expect((await pass(pieces)).chunks.join('')).toBe(pieces.join(''))
  })

  it('are found wherever the network cuts, in any letters', async () => {
    const tokens = ['Grüße ', '👋🏽 ', 'مرحبا ', '\ud83d', 'a\n\nb ', 'data: {"x":1}\n\n']
    const bytes = Buffer.from(tokens.map((text) => openai({ content: text })).join(''))
    const text = bytes.toString('latin1')
    const pieces = Array.from({ length: Math.ceil(text.length / 7) }, (_, i) => text.slice(i * 7, i * 7 + 7))
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        for (const piece of pieces) controller.enqueue(Buffer.from(piece, 'latin1'))
        controller.close()
      },
    })
    const headers = { 'content-type': 'text/event-stream' }
    const response = await gatherTokens(async () => new Response(body, { headers }))('https://model')
    const events = (await response.text()).split('\n\n').filter(Boolean)
    const words = events.map((event) => JSON.parse(event.slice(6)).choices[0].delta.content)
    expect(words.join('')).toBe(tokens.join(''))
    expect(events.length).toBe(2)
  })

  it('that came before a break are passed on, and what is broken stays broken', async () => {
    const token = (text: string) => openai({ content: text })
    const lost = new Error('reset')
    const { chunks, error } = await pass([token('a'), token('b'), token('c')], lost)
    expect(chunks).toEqual([token('a'), token('bc')])
    expect(error).toBe(lost)
    const half = 'data: {"id":"chatcmpl-broken","choices":[{"index":0,"del\n\ndata: oops\n\n'
    expect((await pass([token('a'), token('b'), half, 'data: {"cut'])).chunks.join('')).toBe(
      `${token('a')}${token('b')}${half}data: {"cut`,
    )
  })

  it('leaves other answers alone', async () => {
    const json = Response.json({ choices: [] })
    expect(await gatherTokens(async () => json)('https://model')).toBe(json)
  })

  it('come over Node’s own client where nobody sends requests in a way of their own', async () => {
    const token = (text: string) => openai({ content: text })
    const post = { method: 'POST', headers: { 'x-key': 'k' }, body: '{"grüße":1}' }
    const asked: string[] = []
    const listener: RequestListener = async (request, response) => {
      for await (const piece of request) asked.push(`${request.headers['x-key']} ${piece}`)
      if (request.url === '/refused') {
        response.writeHead(429, { 'content-type': 'application/json', 'retry-after': '3' }).end('{"error":1}')
      } else if (request.url === '/moved') response.writeHead(307, { location: '/refused' }).end()
      else {
        response.writeHead(200, { 'content-type': 'text/event-stream' })
        for (const text of ['a', 'b', 'c']) response.write(token(text))
        if (request.url === '/whole') response.end()
        else if (request.url === '/reset') setTimeout(() => response.socket?.resetAndDestroy(), 20)
      }
    }
    const server = createServer(listener)
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const ask = (path: string, more: RequestInit = {}) =>
      gatherTokens(fetch)(`${base}${path}`, { ...post, ...more })
    const whole = await ask('/whole')
    expect(await whole.text()).toBe(['a', 'bc'].map(token).join(''))
    expect(asked).toEqual(['k {"grüße":1}'])
    const refused = await ask('/refused')
    expect([refused.status, refused.headers.get('retry-after'), await refused.json()]).toEqual([
      429,
      '3',
      { error: 1 },
    ])
    expect((await ask('/moved')).status).toBe(429)
    await expect((await ask('/reset')).text()).rejects.toThrow()
    const leaving = new AbortController()
    const open = await ask('/open', { signal: leaving.signal })
    leaving.abort()
    await expect(open.text()).rejects.toThrow()
    await expect(ask('/whole', { signal: leaving.signal })).rejects.toBe(leaving.signal.reason)
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
    await expect(ask('/whole')).rejects.toMatchObject({ name: 'TypeError', message: 'fetch failed' })
  })
})
