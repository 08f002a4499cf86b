import { randomUUID } from 'node:crypto'
import type { ChatDelta, ChatOutcome, ChatUsage, ToolCall } from '../engine/types.ts'

/** The end of an event stream, as OpenAI sends it. */
const DONE_FRAME = 'data: [DONE]\n\n'

/** One server-sent event with a JSON body. */
export const toFrame = (body: unknown): string => `data: ${JSON.stringify(body)}\n\n`

/** OpenAI's usage figures. */
function toUsage({ promptTokens, cachedTokens, completionTokens }: ChatUsage) {
  return {
    prompt_tokens: promptTokens,
    completion_tokens: completionTokens,
    total_tokens: promptTokens + completionTokens,
    prompt_tokens_details: { cached_tokens: cachedTokens },
  }
}

const toToolCall = ({ id, name, arguments: json }: ToolCall) => ({
  id,
  type: 'function' as const,
  function: { name, arguments: json },
})

/** Writes the pieces of one answer: chunks of a stream, or the whole. All carry the same id and time. */
export class CompletionWriter {
  readonly #head: { id: string; created: number; model: string }
  readonly #includeUsage: boolean

  constructor(model: string, includeUsage = false) {
    this.#head = { id: `chatcmpl-${randomUUID()}`, created: Math.floor(Date.now() / 1000), model }
    this.#includeUsage = includeUsage
  }

  first(): string {
    return this.#chunk({ role: 'assistant', content: '' }, null)
  }

  delta(delta: ChatDelta): string {
    if (delta.type === 'text') return this.#chunk({ content: delta.text }, null)
    if (delta.type === 'reasoning') return this.#chunk({ reasoning_content: delta.text }, null)
    return this.#chunk({ tool_calls: [{ index: delta.index, ...toToolCall(delta.call) }] }, null)
  }

  /** The last chunks: why the answer ended, then the usage when it was asked for. */
  last({ finishReason, usage }: ChatOutcome): string {
    const end = this.#chunk({}, finishReason)
    if (!this.#includeUsage) return end + DONE_FRAME
    return end + toFrame({ ...this.#envelope(), choices: [], usage: toUsage(usage) }) + DONE_FRAME
  }

  whole(deltas: readonly ChatDelta[], { finishReason, usage }: ChatOutcome) {
    const join = (type: 'text' | 'reasoning') =>
      deltas.map((delta) => (delta.type === type ? delta.text : '')).join('')
    const calls = deltas.flatMap((delta) => (delta.type === 'tool-call' ? [toToolCall(delta.call)] : []))
    const text = join('text')
    const reasoning = join('reasoning')
    const message = {
      role: 'assistant' as const,
      content: text === '' && calls.length > 0 ? null : text,
      refusal: null,
      ...(reasoning !== '' && { reasoning_content: reasoning }),
      ...(calls.length > 0 && { tool_calls: calls }),
    }
    return {
      ...this.#head,
      object: 'chat.completion' as const,
      choices: [{ index: 0, message, logprobs: null, finish_reason: finishReason }],
      usage: toUsage(usage),
    }
  }

  #envelope() {
    return { ...this.#head, object: 'chat.completion.chunk' as const }
  }

  #chunk(delta: object, finishReason: string | null): string {
    return toFrame({
      ...this.#envelope(),
      choices: [{ index: 0, delta, logprobs: null, finish_reason: finishReason }],
      ...(this.#includeUsage && { usage: null }),
    })
  }
}
