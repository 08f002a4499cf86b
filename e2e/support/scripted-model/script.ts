/** How the model shall answer one call. Everything is optional; what is missing is as in a plain answer. */
export type Script = {
  /** The answer, cut into tokens at the blanks. */
  text?: string
  /** The answer as exact tokens; wins over `text`. */
  tokens?: string[]
  /** Thoughts before the answer, sent as `reasoning_content`: a text to cut, or exact tokens. */
  reasoning?: string | string[]
  /** Calls of tools after the text. The finish reason is then `tool_calls` unless it is set. */
  toolCalls?: { id?: string; name: string; arguments: unknown }[]
  /** Milliseconds before the first token, and from each token to the next. */
  firstTokenMs?: number
  tokenMs?: number
  finishReason?: 'stop' | 'length' | 'content_filter' | 'tool_calls'
  /** Figures that replace the counted ones; null leaves the usage out. */
  usage?: Partial<ScriptUsage> | null
  /** Answers with an HTTP error in place of everything else. */
  failure?: FailureName | { name: FailureName; retryAfterSeconds?: number; message?: string }
  /** Goes wrong after so many tokens (thoughts included). */
  breakAfter?: { tokens: number; how: BreakKind }
  /** A stream waits after so many tokens (thoughts included) until the test lets it go on: `POST /control/go`. */
  holdAfter?: number
  /** Never answers, not even with headers. */
  hang?: boolean
  /** How many calls are answered by this script: 1 unless it comes from the prompt, where it is always. */
  times?: number | 'always'
  /** Only calls whose last user message has this text; for scripts of the control endpoint. */
  match?: string
  /** Which calls are meant. From the prompt: `stream`, so that titles and the like get plain answers. Else: `any`. */
  mode?: 'stream' | 'json' | 'any'
}

export type ScriptUsage = {
  promptTokens: number
  completionTokens: number
  cachedTokens: number
  reasoningTokens: number
}

/**
 * `reset` tears the connection down, `stall` sends nothing more and stays open, `malformed` sends half a JSON event and
 * ends, `end` ends in order but without a finish reason, `error` sends an error event.
 */
export type BreakKind = 'reset' | 'stall' | 'malformed' | 'end' | 'error'

export type FailureName =
  | 'invalid_api_key'
  | 'payment_required'
  | 'insufficient_quota'
  | 'rate_limit'
  | 'context_length_exceeded'
  | 'model_not_found'
  | 'server_error'
  | 'overloaded'

export class ScriptError extends Error {
  override name = 'ScriptError'
}

type Check = (value: unknown) => boolean

const isText: Check = (value) => typeof value === 'string'
const isTexts: Check = (value) => Array.isArray(value) && value.every(isText)
const isDelay: Check = (value) => typeof value === 'number' && value >= 0
const isCount: Check = (value) => Number.isInteger(value) && isDelay(value)
const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const isOneOf =
  (...values: unknown[]): Check =>
  (value) =>
    values.includes(value)

const isBreak = isOneOf('reset', 'stall', 'malformed', 'end', 'error')
const isFailure = isOneOf(
  'invalid_api_key',
  'payment_required',
  'insufficient_quota',
  'rate_limit',
  'context_length_exceeded',
  'model_not_found',
  'server_error',
  'overloaded',
)

const CHECKS: Record<keyof Script, Check> = {
  text: isText,
  tokens: isTexts,
  reasoning: (value) => isText(value) || isTexts(value),
  toolCalls: (value) => Array.isArray(value) && value.every((call) => isObject(call) && isText(call['name'])),
  firstTokenMs: isDelay,
  tokenMs: isDelay,
  finishReason: isOneOf('stop', 'length', 'content_filter', 'tool_calls'),
  usage: (value) => value === null || (isObject(value) && Object.values(value).every(isCount)),
  failure: (value) => isFailure(value) || (isObject(value) && isFailure(value['name'])),
  breakAfter: (value) => isObject(value) && isCount(value['tokens']) && isBreak(value['how']),
  holdAfter: isCount,
  hang: isOneOf(true, false),
  times: (value) => value === 'always' || (isCount(value) && value !== 0),
  match: isText,
  mode: isOneOf('stream', 'json', 'any'),
}

/**
 * Takes a value for a script.
 * @throws ScriptError naming what is unknown or wrong: a test with a typing error must not pass by accident
 */
export function parseScript(value: unknown): Script {
  if (!isObject(value)) throw new ScriptError('A script must be an object')
  for (const [key, content] of Object.entries(value)) {
    if (!(key in CHECKS)) throw new ScriptError(`A script has no "${key}"`)
    if (!CHECKS[key as keyof Script](content))
      throw new ScriptError(`"${key}" of a script cannot be ${JSON.stringify(content)}`)
  }
  return value
}

/** `[[script: {…}]]` anywhere in the last user message commands the answer. */
const COMMAND = /\[\[script:\s*(\{[\s\S]*?\})\s*\]\]/

/**
 * Finds the command in a user's message.
 * @throws ScriptError when it is not valid JSON or not a script
 */
export function findCommand(message: string): { script: Script; command: string } | null {
  const [command, json] = COMMAND.exec(message) ?? []
  if (command === undefined || json === undefined) return null
  try {
    return { script: parseScript(JSON.parse(json)), command }
  } catch (error) {
    throw new ScriptError(`The command ${command} is wrong: ${(error as Error).message}`)
  }
}

/** Cuts a text into tokens that give it back when joined: each word with the blank before it. */
export function cutTokens(text: string): string[] {
  return text.match(/\s*\S+|\s+$/g) ?? []
}

/** The plain answer: short, the same each time, and about what was said. */
export function echoScript(message: string): Script {
  const said = message.replace(COMMAND, '').trim().replace(/\s+/g, ' ')
  const short = said.length > 80 ? `${said.slice(0, 80).trimEnd()}…` : said
  return { text: short === '' ? 'I am listening.' : `You said: "${short}". Thank you for telling me.` }
}
