import 'server-only'
import { ApiError } from '@/lib/core/api-error'
import { type CompletionInput, completionInput } from './schema'

type Field = { is?: string; asksNothing: (value: unknown) => boolean }

const isEmpty = (value: unknown) =>
  value === false ||
  value === 0 ||
  (Array.isArray(value) && value.length === 0) ||
  (typeof value === 'object' && value !== null && Object.keys(value).length === 0)
const nothing =
  (...values: unknown[]): Field['asksNothing'] =>
  (value) =>
    isEmpty(value) || values.includes(value)
const refused = (is: string, ...fine: unknown[]): Field => ({ is, asksNothing: nothing(...fine) })
/** Says something about a request and asks for nothing. */
const IGNORED: Field = { asksNothing: () => true }

/** What OpenAI's protocol has and this API has not: refused where it asks for something, since an answer without it would be wrong. */
const BESIDES: Record<string, Field> = {
  tools: refused('Tools'),
  tool_choice: refused('Tools', 'none', 'auto'),
  parallel_tool_calls: IGNORED,
  functions: refused('Functions'),
  function_call: refused('Functions', 'none', 'auto'),
  n: refused('More than one answer', 1),
  modalities: {
    is: 'Anything but text',
    asksNothing: (value) => Array.isArray(value) && value.every((each) => each === 'text'),
  },
  audio: refused('Sound'),
  prediction: refused('Predicted output'),
  web_search_options: refused('Searching the web'),
  response_format: {
    is: 'A format of the answer',
    asksNothing: (value) => (value as { type?: unknown } | null)?.type === 'text',
  },
  logprobs: refused('Probabilities of tokens'),
  top_logprobs: refused('Probabilities of tokens'),
  logit_bias: refused('A bias of tokens'),
  reasoning_effort: refused('How hard to think'),
  verbosity: refused('A length of the answer'),
  store: refused('Storing what is said'),
  service_tier: refused('A tier of service', 'auto', 'default'),
  metadata: IGNORED,
  user: IGNORED,
  safety_identifier: IGNORED,
  prompt_cache_key: IGNORED,
  prompt_cache_retention: IGNORED,
}

/** @throws ApiError naming the parameter that is wrong, or that is not supported */
export function readCompletionInput(body: unknown): CompletionInput {
  if (typeof body === 'object' && body !== null) refuseUnsupported(body)
  const parsed = completionInput.safeParse(body)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  const param = pathOf(issue?.path ?? [])
  throw new ApiError(
    'bad_request',
    'invalid_value',
    `${param || 'The request'}: ${issue?.message ?? 'is not right.'}`,
    param || null,
  )
}

function refuseUnsupported(body: object): void {
  for (const [param, value] of Object.entries(body)) {
    if (param in completionInput.shape || value === null) continue
    const field = BESIDES[param]
    if (field?.asksNothing(value)) continue
    const message = field?.is
      ? `${field.is} (${param}): this is not supported here.`
      : `This API does not know the parameter ${param}.`
    throw new ApiError('bad_request', 'unsupported_parameter', message, param)
  }
  const { messages } = body as { messages?: unknown }
  for (const [at, message] of (Array.isArray(messages) ? messages : []).entries()) {
    const { tool_calls: calls, function_call: call, audio } = (message ?? {}) as Record<string, unknown>
    if (call || audio || (Array.isArray(calls) && calls.length > 0))
      throw new ApiError(
        'bad_request',
        'unsupported_value',
        'Messages with calls of tools or with sound are not supported here.',
        `messages[${at}]`,
      )
  }
}

const pathOf = (path: readonly PropertyKey[]): string =>
  path.reduce<string>(
    (text, part) =>
      typeof part === 'number' ? `${text}[${part}]` : text === '' ? String(part) : `${text}.${String(part)}`,
    '',
  )
