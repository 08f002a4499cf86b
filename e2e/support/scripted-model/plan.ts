import { cutTokens, type Script, type ScriptUsage } from './script.ts'

/** One thing to send: part of a chunk's `delta`. */
export type Piece = { delta: Record<string, unknown> }

/** A script worked out: what goes over the wire, in which order and time. */
export type Plan = {
  pieces: Piece[]
  firstTokenMs: number
  tokenMs: number
  finishReason: string
  usage: ScriptUsage | null
}

/** A number of tokens for a text, the way providers' figures roughly are: four letters each. */
export const countTokens = (text: string): number => Math.ceil(text.length / 4)

/**
 * Works a script out for a call.
 * @param promptText all text of the request, for the usage
 * @param tokenMs the server's pace, for scripts that set none
 */
export function planAnswer(script: Script, promptText: string, tokenMs: number): Plan {
  const reasoning =
    typeof script.reasoning === 'string' ? cutTokens(script.reasoning) : (script.reasoning ?? [])
  const tokens = script.tokens ?? cutTokens(script.text ?? '')
  const calls = script.toolCalls ?? []
  const counted: ScriptUsage = {
    promptTokens: countTokens(promptText),
    completionTokens: reasoning.length + tokens.length + calls.length,
    cachedTokens: 0,
    reasoningTokens: reasoning.length,
  }
  return {
    pieces: [
      ...reasoning.map((text) => ({ delta: { reasoning_content: text } })),
      ...tokens.map((text) => ({ delta: { content: text } })),
      ...calls.map((call, index) => toolCallPiece(call, index)),
    ],
    firstTokenMs: script.firstTokenMs ?? 0,
    tokenMs: script.tokenMs ?? tokenMs,
    finishReason: script.finishReason ?? (calls.length > 0 ? 'tool_calls' : 'stop'),
    usage: script.usage === null ? null : { ...counted, ...script.usage },
  }
}

function toolCallPiece(call: NonNullable<Script['toolCalls']>[number], index: number): Piece {
  const json = typeof call.arguments === 'string' ? call.arguments : JSON.stringify(call.arguments)
  const id = call.id ?? `call_scripted_${index + 1}`
  const delta = {
    tool_calls: [{ index, id, type: 'function', function: { name: call.name, arguments: json } }],
  }
  return { delta }
}

/** OpenAI's usage figures. */
export function toUsage(usage: ScriptUsage) {
  return {
    prompt_tokens: usage.promptTokens,
    completion_tokens: usage.completionTokens,
    total_tokens: usage.promptTokens + usage.completionTokens,
    prompt_tokens_details: { cached_tokens: usage.cachedTokens },
    completion_tokens_details: { reasoning_tokens: usage.reasoningTokens },
  }
}
