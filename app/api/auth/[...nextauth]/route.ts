import { unstable_rethrow } from 'next/navigation'
import NextAuth from 'next-auth'
import { authOptions } from '@/lib/auth/session'
import { AppError } from '@/lib/core/errors'
import { readRequestInfo } from '@/lib/http/request-info'
import { logFailure, respondError } from '@/lib/http/respond'
import { withProviders } from '@/lib/ways/server'

type Context = { params: Promise<{ nextauth: string[] }> }
type Handler = (request: Request, context: Context) => Promise<Response>

/**
 * `session`: next-auth would renew its token here, and an access token must end on time. `_log`: whoever comes could write into our
 * logs. Nobody needs the answers.
 */
const UNANSWERED = ['session', '_log']

/**
 * next-auth says 500 to what nobody can answer: a callbackUrl that is none, a GET where a form belongs. What fails on our side it throws,
 * or leads back to /sign-in with.
 */
const UNANSWERABLE = new AppError('bad_request', 'This request cannot be answered.')

// The options need the environment, which is not there while the app is built.
const handler: Handler = async (request, context) => {
  if (UNANSWERED.includes((await context.params).nextauth[0] ?? '')) return Response.json({})
  try {
    const answer = await (NextAuth(withProviders(authOptions())) as Handler)(request, context)
    return answer.status === 500 ? refuse(UNANSWERABLE, request) : answer
  } catch (error) {
    unstable_rethrow(error)
    return refuse(error, request)
  }
}

/** What next-auth throws it could not read. */
function refuse(error: unknown, request: Request): Response {
  const { requestId } = readRequestInfo(request.headers)
  const isUnread = error instanceof SyntaxError
  const answer = isUnread ? new AppError('bad_request', 'The request is not valid JSON.') : error
  logFailure('next-auth', answer, requestId)
  return respondError(answer, requestId)
}

export { handler as GET, handler as POST }
