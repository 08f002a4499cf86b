import 'server-only'
import { AppError } from '@/lib/core/errors'
import type { RequestInfo } from '@/lib/http/request-info'
import { logFailure } from '@/lib/http/respond'

/** Its message is the code that the page turns into a question, or into words. */
export class RefusalError extends Error {}

/**
 * What a way in throws: next-auth passes an error's message on as a code in the query, and the page turns the code into words.
 *
 * @returns null for what was merely typed wrong: next-auth has its own word for it
 */
export function refusalOf(error: unknown, info: RequestInfo): RefusalError | null {
  if (error instanceof RefusalError) return error
  logFailure('sign-in', error, info.requestId)
  if (!(error instanceof AppError)) return new RefusalError('internal')
  if (error.code === 'invalid_input') return null
  return new RefusalError(error.retryAfter ? `${error.code}:${error.retryAfter}` : error.code)
}
