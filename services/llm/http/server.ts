import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { inspect } from 'node:util'
import { ApiError, serverError } from '../api-error.ts'
import type { ChatDelta, Engine } from '../engine/types.ts'
import { readJson } from './body.ts'
import { CompletionWriter, toFrame } from './frames.ts'

type Exchange = { engine: Engine; request: IncomingMessage; response: ServerResponse; signal: AbortSignal }
type Handler = (exchange: Exchange) => Promise<void> | void

const ROUTES: Record<string, Record<string, Handler>> = {
  '/health': { GET: answerHealth },
  '/v1/models': { GET: answerModels },
  '/v1/chat/completions': { POST: answerChat },
  '/v1/embeddings': { POST: answerEmbeddings },
}

/** Names by which this machine calls itself; a page that rebinds its own name to 127.0.0.1 sends another. */
const LOCAL_HOST = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i

/**
 * The HTTP server over an engine, in OpenAI's protocol (platform.openai.com/docs/api-reference/chat). Not listening yet.
 * @param log gets one line for each failure that is the server's own
 */
export function createApiServer(engine: Engine, log: (message: string) => void): Server {
  return createServer((request, response) => {
    const gone = new AbortController()
    response.on('close', () => gone.abort(new Error('The client went away')))
    void handle({ engine, request, response, signal: gone.signal }).catch((error: unknown) => {
      if (!gone.signal.aborted) sendError(response, error, log)
    })
  })
}

async function handle(exchange: Exchange): Promise<void> {
  const { request } = exchange
  const path = new URL(request.url ?? '/', 'http://localhost').pathname
  if (!LOCAL_HOST.test(request.headers.host ?? ''))
    throw new ApiError('This server only answers to names of this machine.', {
      status: 421,
      type: 'invalid_request_error',
      code: 'misdirected_request',
    })
  const methods = ROUTES[path] ?? matchModel(path)
  if (!methods) throw notFound(`Unknown request URL: ${request.method} ${path}.`)
  const handler = methods[request.method ?? '']
  if (!handler)
    throw new ApiError(`${path} takes ${Object.keys(methods).join(', ')}, not ${request.method}.`, {
      status: 405,
      type: 'invalid_request_error',
      code: 'method_not_allowed',
    })
  await handler(exchange)
}

function matchModel(path: string): Record<string, Handler> | undefined {
  const id = /^\/v1\/models\/([^/]+)$/.exec(path)?.[1]
  if (id === undefined) return undefined
  return {
    GET: ({ engine, response }) => {
      if (id !== engine.model.id) throw notFound(`The model '${id}' does not exist.`, 'model_not_found')
      sendJson(response, 200, describeModel(engine))
    },
  }
}

const notFound = (message: string, code: string | null = null): ApiError =>
  new ApiError(message, { status: 404, type: 'invalid_request_error', code })

const describeModel = ({ model }: Engine) => ({
  id: model.id,
  object: 'model',
  created: model.createdAt,
  owned_by: 'local',
  context_length: model.contextTokens,
})

function answerHealth({ engine, response }: Exchange): void {
  sendJson(response, 200, { status: 'ok', model: engine.model.id, ...engine.state() })
}

function answerModels({ engine, response }: Exchange): void {
  sendJson(response, 200, { object: 'list', data: [describeModel(engine)] })
}

/** The checks bring zod along; a server that nobody asks yet need not have it in memory. */
const loadParser = () => import('./parse.ts')

async function answerChat({ engine, request, response, signal }: Exchange): Promise<void> {
  const { parseChat } = await loadParser()
  const chat = parseChat(await readJson(request), engine.model.id)
  const writer = new CompletionWriter(engine.model.id, chat.includeUsage)
  if (!chat.stream) {
    const deltas: ChatDelta[] = []
    const events = { onStart: () => undefined, onDelta: (delta: ChatDelta) => void deltas.push(delta) }
    const outcome = await engine.chat(chat.request, events, signal)
    sendJson(response, 200, writer.whole(deltas, outcome))
    return
  }
  const events = {
    onStart: () => {
      response.writeHead(200, {
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-cache',
      })
      response.write(writer.first())
    },
    onDelta: (delta: ChatDelta) => void response.write(writer.delta(delta)),
  }
  const outcome = await engine.chat(chat.request, events, signal)
  response.end(writer.last(outcome))
}

async function answerEmbeddings({ engine, request, response, signal }: Exchange): Promise<void> {
  const { parseEmbeddings } = await loadParser()
  const { inputs, base64, fairnessKey } = parseEmbeddings(await readJson(request), engine.model.id)
  const { vectors, tokens } = await engine.embed(inputs, fairnessKey, signal)
  const data = vectors.map((vector, index) => ({
    object: 'embedding',
    index,
    embedding: base64 ? toBase64(vector) : vector,
  }))
  const usage = { prompt_tokens: tokens, total_tokens: tokens }
  sendJson(response, 200, { object: 'list', model: engine.model.id, data, usage })
}

/** 32-bit floats, little-endian, as OpenAI encodes them. */
function toBase64(vector: readonly number[]): string {
  const bytes = Buffer.alloc(vector.length * 4)
  for (const [index, value] of vector.entries()) bytes.writeFloatLE(value, index * 4)
  return bytes.toString('base64')
}

function sendJson(response: ServerResponse, status: number, body: unknown): void {
  const text = JSON.stringify(body)
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(text),
  })
  response.end(text)
}

function sendError(response: ServerResponse, error: unknown, log: (message: string) => void): void {
  const known =
    error instanceof ApiError ? error : serverError('The local model failed; its log says why.', error)
  if (known.status >= 500) log(inspect(known.cause ?? known))
  // In the middle of a stream the status is out already: the error is the last event, and no [DONE] follows.
  if (response.headersSent) {
    response.end(toFrame(known.body))
    return
  }
  if (known.retryAfter !== undefined) response.setHeader('retry-after', String(known.retryAfter))
  // What is left of a body that was refused would have to be read before the connection could be used again.
  if (known.status === 413 || known.status === 415) response.setHeader('connection', 'close')
  sendJson(response, known.status, known.body)
}
