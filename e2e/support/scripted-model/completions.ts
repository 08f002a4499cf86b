import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { CallLog } from './calls.ts'
import { describeFailure } from './failures.ts'
import { readBody, sendError, sendJson } from './http.ts'
import { planAnswer } from './plan.ts'
import type { ScriptBook } from './script-book.ts'
import { sendAnswer, streamAnswer } from './stream.ts'
import type { TimerWheel } from './wheel.ts'

/** Two models, so that a test can switch between them. */
export const MODELS = ['scripted', 'scripted-two']

/** A key with this name is refused, for tests of a wrong key. */
const WRONG_KEY = 'Bearer wrong-key'

export type World = { scripts: ScriptBook; calls: CallLog; wheel: TimerWheel; tokenMs: number }

type Message = { role?: unknown; content?: unknown }
type Body = {
  model?: unknown
  messages?: Message[]
  stream?: unknown
  stream_options?: { include_usage?: unknown }
}

/** `POST /v1/chat/completions`: answers as the script says. */
export async function answerCompletion(
  request: IncomingMessage,
  response: ServerResponse,
  world: World,
): Promise<void> {
  const body = (await readBody(request)) as Body | undefined
  const messages = Array.isArray(body?.messages) ? body.messages : null
  const message = textOf(messages?.findLast(({ role }) => role === 'user'))
  const call = world.calls.start({ path: '/v1/chat/completions', message, headers: request.headers, body })
  response.on('close', () => world.calls.end(call, 'aborted'))
  const fail = (failure: Parameters<typeof describeFailure>[0]) => {
    const { status, body: error, headers } = describeFailure(failure)
    world.calls.end(call, 'failed')
    sendJson(response, status, error, headers)
  }
  if (!body || !messages) {
    world.calls.end(call, 'failed')
    return sendError(response, 400, "'messages' must be a list")
  }
  if (request.headers.authorization === WRONG_KEY) return fail('invalid_api_key')
  const model = String(body.model)
  if (!MODELS.includes(model)) return fail('model_not_found')

  const stream = body.stream === true
  const script = world.scripts.take({ message, stream })
  if (script.hang) return
  if (script.failure) return fail(script.failure)
  const answer = stream ? streamAnswer : sendAnswer
  answer({
    ...world,
    response,
    call,
    script,
    plan: planAnswer(script, messages.map(textOf).join('\n'), world.tokenMs),
    head: { id: `chatcmpl-${randomUUID()}`, created: Math.floor(Date.now() / 1000), model },
    includeUsage: body.stream_options?.include_usage === true,
  })
}

function textOf(message: Message | undefined): string {
  const content = message?.content
  if (typeof content === 'string') return content
  if (!Array.isArray(content)) return ''
  return content.map((part: { text?: unknown }) => (typeof part.text === 'string' ? part.text : '')).join('')
}
