import { createServer } from 'node:http'
import { Readable } from 'node:stream'
import type { ReadableStream } from 'node:stream/web'
import { parseArgs } from 'node:util'
import { createOpenAI } from '@ai-sdk/openai'
import { createUIMessageStreamResponse, streamText, toUIMessageStream } from 'ai'

/**
 * What a chat costs that keeps nothing: the AI SDK's `streamText`, answered with `createUIMessageStreamResponse`, on Node's own
 * server. `node bench/support/bare-route.ts --model URL` prints `listening PORT`.
 */
const { values } = parseArgs({ options: { model: { type: 'string' } } })
const provider = createOpenAI({ baseURL: values.model ?? '', apiKey: 'sk-scripted' })

const server = createServer(async (request, response) => {
  let prompt = ''
  for await (const piece of request) prompt += piece
  const result = streamText({ model: provider.chat('scripted'), prompt })
  const answer = createUIMessageStreamResponse({ stream: toUIMessageStream({ stream: result.stream }) })
  response.writeHead(answer.status, Object.fromEntries(answer.headers))
  Readable.fromWeb(answer.body as ReadableStream).pipe(response)
})
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  console.log(`listening ${typeof address === 'object' && address?.port}`)
})
