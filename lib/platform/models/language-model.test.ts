import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, it, onTestFinished } from 'vitest'
import type { Endpoint, ProviderKind } from './endpoint'
import { languageModelAt } from './language-model'
import { fetchModelList } from './list-models'
import { streamModel } from './stream-model'

type Seen = { url: string; headers: IncomingMessage['headers']; body: Record<string, unknown> }

/** A server of a vendor's protocol, as far as a plain reply needs it. */
async function vendor(list: object, events: (object | string)[]) {
  const seen: Seen[] = []
  const server = createServer(async (request, response) => {
    let text = ''
    for await (const chunk of request) text += chunk
    seen.push({ url: request.url ?? '', headers: request.headers, body: text ? JSON.parse(text) : {} })
    if (request.method === 'GET')
      return response.setHeader('content-type', 'application/json').end(JSON.stringify(list))
    response.setHeader('content-type', 'text/event-stream')
    for (const event of events) {
      const type = typeof event === 'object' && 'type' in event ? `event: ${event.type}\n` : ''
      response.write(`${type}data: ${typeof event === 'string' ? event : JSON.stringify(event)}\n\n`)
    }
    response.end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const endpoint = (kind: ProviderKind, path: string, isTrusted: boolean): Endpoint => ({
    id: 'x',
    kind,
    name: 'X',
    baseUrl: origin + path,
    apiKey: 'the-key',
    isTrusted,
    unknownWindow: 8_192,
  })
  return { seen, endpoint }
}

async function reply(endpoint: Endpoint, model: string) {
  const stream = await streamModel(await languageModelAt(endpoint, model), {
    instructions: 'Be kind.',
    messages: [{ role: 'user', content: 'Hi' }],
    maxOutputTokens: 50,
    reasoning: 'low',
    mayRetry: false,
  })
  const reply = { text: '', thoughts: '', finish: '', usage: {} }
  for await (const part of stream) {
    if (part.type === 'text-delta') reply.text += part.delta
    else if (part.type === 'reasoning-delta') reply.thoughts += part.delta
    else if (part.type === 'finish') {
      const { inputTokens, outputTokens } = part.usage
      reply.usage = { inputTokens: inputTokens.total, outputTokens: outputTokens.total }
      reply.finish = part.finishReason.unified
    }
  }
  return reply
}

const bothWays = [true, false]

it.each(bothWays)('Anthropic: messages (trusted: %s)', async (isTrusted) => {
  const usage = { input_tokens: 12, output_tokens: 1 }
  const { seen, endpoint } = await vendor(
    { data: [{ id: 'claude-sonnet-4-5', display_name: 'Claude Sonnet 4.5' }] },
    [
      {
        type: 'message_start',
        message: {
          id: 'm',
          type: 'message',
          role: 'assistant',
          model: 'claude',
          content: [],
          stop_reason: null,
          stop_sequence: null,
          usage,
        },
      },
      { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
      { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: 'Hello ' } },
      { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: 'there.' } },
      { type: 'content_block_stop', index: 0 },
      {
        type: 'message_delta',
        delta: { stop_reason: 'end_turn', stop_sequence: null },
        usage: { output_tokens: 5 },
      },
      { type: 'message_stop' },
    ],
  )
  const at = endpoint('anthropic', '/v1', isTrusted)
  expect(await fetchModelList(at)).toEqual([{ id: 'claude-sonnet-4-5', label: 'Claude Sonnet 4.5' }])
  expect(await reply(at, 'claude-sonnet-4-5')).toMatchObject({
    text: 'Hello there.',
    finish: 'stop',
    usage: { inputTokens: 12, outputTokens: 5 },
  })
  expect(seen.map(({ url, headers }) => [url.split('?')[0], headers['x-api-key']])).toEqual([
    ['/v1/models', 'the-key'],
    ['/v1/messages', 'the-key'],
  ])
})

it.each(bothWays)('Google: generateContent (trusted: %s)', async (isTrusted) => {
  const models = [
    {
      name: 'models/gemini-2.5-flash',
      displayName: 'Gemini 2.5 Flash',
      inputTokenLimit: 1_048_576,
      outputTokenLimit: 65_536,
      supportedGenerationMethods: ['generateContent'],
    },
    { name: 'models/embedding-001', supportedGenerationMethods: ['embedContent'] },
  ]
  const { seen, endpoint } = await vendor({ models }, [
    { candidates: [{ content: { role: 'model', parts: [{ text: 'Hello ' }] }, index: 0 }] },
    {
      candidates: [
        { content: { role: 'model', parts: [{ text: 'there.' }] }, finishReason: 'STOP', index: 0 },
      ],
      usageMetadata: { promptTokenCount: 7, candidatesTokenCount: 3, totalTokenCount: 10 },
    },
  ])
  const at = endpoint('google', '/v1beta', isTrusted)
  expect(await fetchModelList(at)).toEqual([
    { id: 'gemini-2.5-flash', label: 'Gemini 2.5 Flash', contextWindow: 1_048_576, maxOutput: 65_536 },
  ])
  expect(await reply(at, 'gemini-2.5-flash')).toMatchObject({
    text: 'Hello there.',
    finish: 'stop',
    usage: { inputTokens: 7 },
  })
  expect(seen.map(({ headers }) => headers['x-goog-api-key'])).toEqual(['the-key', 'the-key'])
  expect(seen[1]?.url).toContain('/v1beta/models/gemini-2.5-flash:streamGenerateContent')
})

it.each(bothWays)('compatible: chat completions, with thoughts (trusted: %s)', async (isTrusted) => {
  const chunk = (delta: object, finish_reason: string | null = null) => ({
    id: 'c',
    object: 'chat.completion.chunk',
    created: 0,
    model: 'm',
    choices: [{ index: 0, delta, finish_reason }],
  })
  const { seen, endpoint } = await vendor(
    {
      data: [
        {
          id: 'vendor/m',
          name: 'M',
          context_length: 9_000,
          pricing: { prompt: '0.000003', completion: '0.000015' },
          top_provider: { max_completion_tokens: 900 },
          architecture: { input_modalities: ['text', 'image'] },
        },
        { id: 'llama3', owned_by: 'library' },
      ],
    },
    [
      chunk({ role: 'assistant', reasoning_content: 'Hm.' }),
      chunk({ content: 'Hello ' }),
      chunk({ content: 'there.' }, 'stop'),
      { ...chunk({}), choices: [], usage: { prompt_tokens: 4, completion_tokens: 2, total_tokens: 6 } },
      '[DONE]',
    ],
  )
  const at = endpoint('compatible', '/api/v1', isTrusted)
  expect(await fetchModelList(at)).toEqual([
    {
      id: 'vendor/m',
      label: 'M',
      contextWindow: 9_000,
      maxOutput: 900,
      price: { input: 3, output: 15 },
      seesImages: true,
    },
    { id: 'llama3', contextWindow: 4_096 },
  ])
  expect(await reply(at, 'vendor/m')).toMatchObject({
    text: 'Hello there.',
    thoughts: 'Hm.',
    finish: 'stop',
    usage: { inputTokens: 4, outputTokens: 2 },
  })
  expect(seen[1]).toMatchObject({
    url: '/api/v1/chat/completions',
    headers: { authorization: 'Bearer the-key' },
    body: { model: 'vendor/m', max_tokens: 50, stream_options: { include_usage: true } },
  })
})

it('a list that somebody has made endless is neither read nor kept', async () => {
  const { endpoint } = await vendor({ data: Array.from({ length: 2_500 }, () => ({ id: 'm' })) }, [])
  expect(await fetchModelList(endpoint('compatible', '/v1', false))).toHaveLength(2_000)
  const { endpoint: other } = await vendor({ data: [{ id: 'm', name: 'x'.repeat(5_000_000) }] }, [])
  await expect(fetchModelList(other('compatible', '/v1', false))).rejects.toThrow('larger than')
})

it('OpenAI: chat completions; models of other kinds are left out of its list', async () => {
  const { endpoint } = await vendor(
    { data: [{ id: 'gpt-4o' }, { id: 'gpt-4o-realtime' }, { id: 'text-embedding-3' }, { id: 'o3-mini' }] },
    [],
  )
  expect((await fetchModelList(endpoint('openai', '/v1', true))).map(({ id }) => id)).toEqual([
    'gpt-4o',
    'o3-mini',
  ])
})
