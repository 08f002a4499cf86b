import type { FailureName, Script } from './script.ts'

type Failure = { status: number; type: string; code: string | null; message: string; param?: string }

/** What OpenAI answers, status and body, when a request fails (platform.openai.com/docs/guides/error-codes). */
const FAILURES: Record<FailureName, Failure> = {
  invalid_api_key: {
    status: 401,
    type: 'invalid_request_error',
    code: 'invalid_api_key',
    message: 'Incorrect API key provided.',
  },
  payment_required: {
    status: 402,
    type: 'insufficient_quota',
    code: 'insufficient_quota',
    message: 'Payment is required.',
  },
  insufficient_quota: {
    status: 429,
    type: 'insufficient_quota',
    code: 'insufficient_quota',
    message: 'You exceeded your current quota, please check your plan and billing details.',
  },
  rate_limit: {
    status: 429,
    type: 'requests',
    code: 'rate_limit_exceeded',
    message: 'Rate limit reached for requests.',
  },
  context_length_exceeded: {
    status: 400,
    type: 'invalid_request_error',
    code: 'context_length_exceeded',
    param: 'messages',
    message: "This model's maximum context length is 8192 tokens. Please reduce the length of the messages.",
  },
  model_not_found: {
    status: 404,
    type: 'invalid_request_error',
    code: 'model_not_found',
    message: 'The model does not exist or you do not have access to it.',
  },
  server_error: {
    status: 500,
    type: 'server_error',
    code: null,
    message: 'The server had an error while processing your request.',
  },
  overloaded: {
    status: 503,
    type: 'server_error',
    code: 'overloaded',
    message: 'The engine is currently overloaded, please try again later.',
  },
}

const RETRY_AFTER_SECONDS = 1

export type FailureAnswer = { status: number; headers: Record<string, string>; body: unknown }

/** The whole HTTP answer of a failure. */
export function describeFailure(failure: NonNullable<Script['failure']>): FailureAnswer {
  const wanted = typeof failure === 'string' ? { name: failure } : failure
  const { status, type, code, param, message } = FAILURES[wanted.name]
  const retryAfter =
    wanted.retryAfterSeconds ?? (wanted.name === 'rate_limit' ? RETRY_AFTER_SECONDS : undefined)
  return {
    status,
    headers: retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) },
    body: { error: { message: wanted.message ?? message, type, param: param ?? null, code } },
  }
}
