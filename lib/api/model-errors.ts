import 'server-only'
import { explainFailure } from '@/lib/chat/server'
import { ApiError } from '@/lib/core/api-error'

type Code = ReturnType<typeof explainFailure>['code']

const WORDS: Record<Code, string> = {
  model_unavailable: 'The model cannot be reached. Try again, or name another model.',
  model_timeout: 'The model stopped answering. Try again, or name another model.',
  model_overloaded: 'The model has too much to do right now. Try again in a moment.',
  bad_key: 'The model provider refused the key this Numina uses. Whoever runs it needs to check the key.',
  quota: 'The account at the model provider has no credit left. Name another model.',
  context_full: 'The messages are too long for this model. Shorten them, or name a model that reads more.',
  content_filter: 'The model provider declined to answer this.',
  broken_stream: 'The connection to the model broke. Try again.',
  internal: 'The model provider refused the request.',
}
/** What the sender can do something about; OpenAI's names where there are any. */
const OF_SENDER: Partial<Record<Code, string>> = {
  context_full: 'context_length_exceeded',
  content_filter: 'content_filter',
}

/** @returns what a failed call of a model means to a program. `error`: whatever the provider or the network threw */
export function modelError(error: unknown): ApiError {
  return modelErrorOf(explainFailure(error).code, error)
}

export function modelErrorOf(code: Code, cause?: unknown): ApiError {
  const own = OF_SENDER[code]
  if (own) return new ApiError('bad_request', own, WORDS[code], 'messages', { cause })
  const again = code === 'model_overloaded' ? { retryAfter: 5 } : {}
  return new ApiError('unavailable', code, WORDS[code], null, { ...again, cause })
}
