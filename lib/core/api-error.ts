import { AppError, type ErrorCode } from './errors'

type Details = { retryAfter?: number; cause?: unknown }

/** A refusal of the API, with what programs tell errors apart by: a reason of its own, and the parameter it is about. */
export class ApiError extends AppError {
  readonly reason: string
  readonly param: string | null

  constructor(
    code: ErrorCode,
    reason: string,
    message: string,
    param?: string | null,
    details: Details = {},
  ) {
    super(code, message, details)
    this.name = 'ApiError'
    this.reason = reason
    this.param = param ?? null
  }
}
