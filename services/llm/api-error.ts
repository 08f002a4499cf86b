/** An error in the shape of OpenAI's API: `{ error: { message, type, param, code } }`. */
export type ApiErrorBody = {
  error: { message: string; type: string; param: string | null; code: string | null }
}

type ApiErrorOptions = {
  status: number
  type: 'invalid_request_error' | 'rate_limit_error' | 'server_error'
  code: string | null
  param?: string | null
  /** Seconds after which another try makes sense. */
  retryAfter?: number
  cause?: unknown
}

export class ApiError extends Error {
  override name = 'ApiError'
  readonly status: number
  readonly retryAfter: number | undefined
  readonly body: ApiErrorBody

  constructor(message: string, { status, type, code, param = null, retryAfter, cause }: ApiErrorOptions) {
    super(message, cause === undefined ? undefined : { cause })
    this.status = status
    this.retryAfter = retryAfter
    this.body = { error: { message, type, param, code } }
  }
}

/** A request that can never succeed as it is. */
export function badRequest(
  message: string,
  param: string | null = null,
  code: string | null = null,
): ApiError {
  return new ApiError(message, { status: 400, type: 'invalid_request_error', code, param })
}

export function contextLengthExceeded(limit: number, tokens: number | null, param: string): ApiError {
  const sent = tokens === null ? 'yours is far longer' : `yours has ${tokens} tokens`
  return badRequest(
    `This model's maximum context length is ${limit} tokens; ${sent}. Please shorten it.`,
    param,
    'context_length_exceeded',
  )
}

export function overloaded(message: string, retryAfter: number): ApiError {
  return new ApiError(message, {
    status: 429,
    type: 'rate_limit_error',
    code: 'rate_limit_exceeded',
    retryAfter,
  })
}

export function serverError(message: string, cause?: unknown, status = 500): ApiError {
  return new ApiError(message, {
    status,
    type: 'server_error',
    code: status === 503 ? 'model_unavailable' : null,
    cause,
  })
}
