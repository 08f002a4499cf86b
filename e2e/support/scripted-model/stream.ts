import type { ServerResponse } from 'node:http'
import type { Call, CallLog } from './calls.ts'
import { type Plan, toUsage } from './plan.ts'
import type { Script } from './script.ts'
import type { TimerWheel } from './wheel.ts'

export type Answering = {
  response: ServerResponse
  call: Call
  calls: CallLog
  wheel: TimerWheel
  plan: Plan
  script: Script
  /** What every chunk or answer begins with. */
  head: { id: string; created: number; model: string }
  includeUsage: boolean
}

const frame = (body: unknown): string => `data: ${JSON.stringify(body)}\n\n`

/** Sends a plan as a stream of chunks in its own time, and goes wrong where the script says so. */
export function streamAnswer(answering: Answering): void {
  const { response, plan, wheel, call, head, script } = answering
  const envelope = { ...head, object: 'chat.completion.chunk' }
  // What all chunks share is written out once, so that a tick of many streams costs little.
  const opening = `data: ${JSON.stringify(envelope).slice(0, -1)},"choices":[{"index":0,"delta":`
  const chunk = (delta: object, finishReason: string | null = null) =>
    `${opening}${JSON.stringify(delta)},"logprobs":null,"finish_reason":${JSON.stringify(finishReason)}}]}\n\n`
  const breakAt = script.breakAfter?.tokens
  const startAt = wheel.now() + plan.firstTokenMs
  let next = 0

  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-cache' })
  response.write(chunk({ role: 'assistant', content: '' }))
  const step = () => {
    if (next === breakAt) return breakStream(answering)
    const piece = plan.pieces[next]
    if (!piece) return finishStream(answering, chunk({}, plan.finishReason), envelope)
    response.write(chunk(piece.delta))
    call.tokensSent = ++next
    goOnAt(startAt + next * plan.tokenMs)
  }
  let cancel = () => {}
  const goOnAt = (time: number) => {
    const goOn = () => {
      cancel = wheel.schedule(time, step)
    }
    if (next === script.holdAfter) answering.calls.hold(call, goOn)
    else goOn()
  }
  goOnAt(startAt)
  response.on('close', () => cancel())
}

function finishStream(
  { response, calls, call, plan, includeUsage }: Answering,
  end: string,
  envelope: object,
): void {
  const usage =
    includeUsage && plan.usage ? frame({ ...envelope, choices: [], usage: toUsage(plan.usage) }) : ''
  calls.end(call, 'finished')
  response.end(`${end}${usage}data: [DONE]\n\n`)
}

function breakStream({ response, calls, call, script }: Answering): void {
  const how = script.breakAfter?.how
  if (how === 'stall') return
  calls.end(call, 'failed')
  if (how === 'reset') {
    // RST instead of FIN: what a crashed server or a broken network looks like.
    response.socket?.resetAndDestroy()
  } else if (how === 'malformed')
    response.end('data: {"id":"chatcmpl-broken","choices":[{"index":0,"del\n\ndata: oops\n\n')
  else if (how === 'error')
    response.end(
      frame({
        error: { message: 'The server had an error.', type: 'server_error', param: null, code: null },
      }),
    )
  else response.end()
}

/** Sends a plan as one JSON body, after the time that a stream would have taken. */
export function sendAnswer({ response, plan, wheel, calls, call, head, script }: Answering): void {
  const dueAt = wheel.now() + plan.firstTokenMs + plan.pieces.length * plan.tokenMs
  const cancel = wheel.schedule(dueAt, () => {
    if (script.breakAfter) {
      calls.end(call, 'failed')
      if (script.breakAfter.how === 'reset') response.socket?.resetAndDestroy()
      else if (script.breakAfter.how !== 'stall') response.end('{"id":"chatcmpl-broken","choi')
      return
    }
    call.tokensSent = plan.pieces.length
    calls.end(call, 'finished')
    response.writeHead(200, { 'content-type': 'application/json' })
    response.end(
      JSON.stringify({
        ...head,
        object: 'chat.completion',
        choices: [{ index: 0, message: joinMessage(plan), logprobs: null, finish_reason: plan.finishReason }],
        ...(plan.usage && { usage: toUsage(plan.usage) }),
      }),
    )
  })
  response.on('close', cancel)
}

function joinMessage({ pieces }: Plan) {
  const join = (key: string) =>
    pieces.map(({ delta }) => (typeof delta[key] === 'string' ? delta[key] : '')).join('')
  const calls = pieces.flatMap(({ delta }) => (Array.isArray(delta['tool_calls']) ? delta['tool_calls'] : []))
  const content = join('content')
  const reasoning = join('reasoning_content')
  return {
    role: 'assistant',
    content: content === '' && calls.length > 0 ? null : content,
    refusal: null,
    ...(reasoning !== '' && { reasoning_content: reasoning }),
    ...(calls.length > 0 && { tool_calls: calls.map(({ index: _, ...call }: { index: number }) => call) }),
  }
}
