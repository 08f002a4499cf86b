import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Call, type CallEvent, CallLog, type CallQuery } from './calls.ts'
import { answerCompletion, MODELS, type World } from './completions.ts'
import { answerControl } from './control.ts'
import { embedText } from './embeddings.ts'
import { readBody, sendError, sendJson } from './http.ts'
import { countTokens } from './plan.ts'
import { type Script, ScriptError } from './script.ts'
import { ScriptBook } from './script-book.ts'
import { TimerWheel } from './wheel.ts'

export type { Call, CallQuery } from './calls.ts'
export type { Script } from './script.ts'

/** Pace of answers whose script sets none: quick, but still a stream. */
const TOKEN_MS = 8

export type ScriptedModelOptions = { port?: number; tokenMs?: number }

export type ScriptedModel = {
  /** Base URL of the API, with /v1. */
  url: string
  port: number
  /** The calls so far, oldest first. */
  calls: () => readonly Call[]
  /** Those that asked for a stream: for replies, and nothing that is done in the background. */
  replies: () => readonly Call[]
  /** Commands the answers of the next calls. */
  script: (script: Script | Script[]) => void
  /** Waits until a call has started, or ended that way. @throws when that does not happen in time */
  wait: (event: CallEvent, query: CallQuery, timeoutMs?: number) => Promise<Call>
  /** Forgets scripts and calls. */
  reset: () => void
  close: () => Promise<void>
}

/** Starts the scripted model on 127.0.0.1; without a port it takes a free one. README.md tells how to command it. */
export async function startScriptedModel(options: ScriptedModelOptions = {}): Promise<ScriptedModel> {
  const { port = 0, tokenMs = TOKEN_MS } = options
  const world: World = { scripts: new ScriptBook(), calls: new CallLog(), wheel: new TimerWheel(), tokenMs }
  const server = createServer((request, response) => {
    route(request, response, world).catch((error: unknown) => {
      const status = error instanceof ScriptError || error instanceof SyntaxError ? 400 : 500
      if (!response.headersSent) sendError(response, status, (error as Error).message)
    })
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  const address = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${address.port}/v1`,
    port: address.port,
    calls: () => world.calls.list(),
    replies: () => world.calls.list().filter(({ body }) => (body as { stream?: boolean }).stream),
    script: (script) => world.scripts.give(script),
    wait: async (event, query, timeoutMs = 10_000) => {
      const found = await world.calls.wait(query, event, AbortSignal.timeout(timeoutMs))
      if (!found) throw new Error(`${JSON.stringify(query)} has not ${event} within ${timeoutMs} ms`)
      return found
    },
    reset: () => {
      world.scripts.reset()
      world.calls.reset()
    },
    close: () =>
      new Promise((resolve) => {
        world.wheel.clear()
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

async function route(request: IncomingMessage, response: ServerResponse, world: World): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://localhost')
  if (url.pathname.startsWith('/control/')) return answerControl(url, request, response, world)
  const name = `${request.method} ${url.pathname}`
  if (name === 'POST /v1/chat/completions') return answerCompletion(request, response, world)
  if (name === 'POST /v1/embeddings') return answerEmbeddings(request, response, world)
  if (name === 'GET /health') return sendJson(response, 200, { status: 'ok' })
  if (name === 'GET /v1/models') {
    const data = MODELS.map((id) => ({ id, object: 'model', created: 0, owned_by: 'scripted' }))
    return sendJson(response, 200, { object: 'list', data })
  }
  sendError(response, 404, `Nothing at ${name}`)
}

async function answerEmbeddings(
  request: IncomingMessage,
  response: ServerResponse,
  { calls }: World,
): Promise<void> {
  const body = (await readBody(request)) as {
    model?: string
    input?: string | string[]
    encoding_format?: string
  }
  const inputs = [body.input ?? []].flat()
  const call = calls.start({ path: '/v1/embeddings', message: '', headers: request.headers, body })
  const data = inputs.map((input, index) => ({
    object: 'embedding',
    index,
    embedding: encodeVector(embedText(input), body.encoding_format),
  }))
  const tokens = inputs.reduce((sum, input) => sum + countTokens(input), 0)
  calls.end(call, 'finished')
  sendJson(response, 200, {
    object: 'list',
    model: body.model ?? 'scripted',
    data,
    usage: { prompt_tokens: tokens, total_tokens: tokens },
  })
}

/** As numbers, or as OpenAI's base64 of 32-bit floats. */
function encodeVector(vector: number[], format: string | undefined): number[] | string {
  return format === 'base64' ? Buffer.from(new Float32Array(vector).buffer).toString('base64') : vector
}
