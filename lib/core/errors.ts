/**
 * The one error type and the one table from code to HTTP status. Every edge (route, action, stream) answers with it;
 * anything else that is thrown becomes `internal`.
 */
const STATUS = {
  bad_request: 400,
  unauthenticated: 401,
  forbidden: 403,
  /** Possible after the person has shown once more who they are. */
  proof_required: 403,
  /** Possible after signing in with a second step. */
  factor_required: 403,
  /** Possible after showing that one is no machine. */
  captcha_required: 403,
  /** The account is there and was shown to be the person's; somebody who manages the instance has closed it. */
  suspended: 403,
  not_found: 404,
  method_not_allowed: 405,
  conflict: 409,
  payload_too_large: 413,
  unsupported_media_type: 415,
  invalid_input: 422,
  rate_limited: 429,
  /** The plan is used up for now. */
  limit_reached: 429,
  internal: 500,
  unavailable: 503,
} as const

export type ErrorCode = keyof typeof STATUS

/** What a caller sees of an error, in routes and actions alike. */
export type ErrorBody = {
  code: ErrorCode
  message: string
  requestId: string
  /** Field path → what is wrong with it. */
  fields?: Record<string, string>
  /** Seconds until trying again makes sense. */
  retryAfter?: number
}

type AppErrorOptions = { fields?: Record<string, string>; retryAfter?: number; cause?: unknown }

/** An error whose message is written for the user. `message` must hold nothing internal. */
export class AppError extends Error {
  readonly code: ErrorCode
  readonly fields: Record<string, string> | undefined
  readonly retryAfter: number | undefined

  constructor(code: ErrorCode, message: string, options: AppErrorOptions = {}) {
    super(message, { cause: options.cause })
    this.name = 'AppError'
    this.code = code
    this.fields = options.fields
    this.retryAfter = options.retryAfter
  }

  get status(): number {
    return STATUS[this.code]
  }
}

/** The answer to a foreign or unknown id: both look the same. `thing` is a word for the user ("conversation"). */
export function notFound(thing: string): AppError {
  return new AppError('not_found', `This ${thing} does not exist, or it is not yours.`)
}

/** @returns the body for `error`; unknown errors become `internal` without any detail of theirs. */
export function toErrorBody(error: unknown, requestId: string): ErrorBody {
  if (!(error instanceof AppError)) {
    return { code: 'internal', message: 'Something went wrong on our side. Please try again.', requestId }
  }
  return {
    code: error.code,
    message: error.message,
    requestId,
    ...(error.fields && { fields: error.fields }),
    ...(error.retryAfter !== undefined && { retryAfter: error.retryAfter }),
  }
}
