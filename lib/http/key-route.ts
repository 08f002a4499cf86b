import 'server-only'
import type { KeyCtx } from '@/lib/auth/context'
import { ApiError } from '@/lib/core/api-error'
import { AppError, toErrorBody } from '@/lib/core/errors'
import { openKey } from '@/lib/keys/server'
import { takeFromRate, tooOften } from './rate-limit'
import { readRequestInfo } from './request-info'
import { logFailure } from './respond'

type RouteContext<P> = { params: Promise<P> }

/** Words that programs written for OpenAI's API know. */
const TYPES: Record<number, string> = {
  401: 'authentication_error',
  403: 'permission_error',
  429: 'rate_limit_error',
  500: 'api_error',
  503: 'api_error',
}

/** @returns an error as OpenAI's protocol has it */
export function apiErrorBody(error: unknown, requestId: string) {
  const { code, message, fields } = toErrorBody(error, requestId)
  const [field] = Object.entries(fields ?? {})
  const type = TYPES[error instanceof AppError ? error.status : 500] ?? 'invalid_request_error'
  const told = error instanceof ApiError ? { code: error.reason, param: error.param } : { code, param: null }
  return { error: { message: field ? `${message} ${field.join(': ')}` : message, type, ...told } }
}

/**
 * @returns the response for an error in OpenAI's shape. Their clients try again by themselves after 429: where a limit is reached they are
 * told not to.
 */
export function respondApiError(error: unknown, requestId: string): Response {
  const headers = new Headers({ 'cache-control': 'no-store', 'x-request-id': requestId })
  if (error instanceof AppError && error.retryAfter !== undefined)
    headers.set('retry-after', String(error.retryAfter))
  if (error instanceof AppError && error.code === 'limit_reached') headers.set('x-should-retry', 'false')
  const status = error instanceof AppError ? error.status : 500
  return Response.json(apiErrorBody(error, requestId), { status, headers })
}

/**
 * A route of the API for programs: a key instead of a session, a rate for each key, and errors in OpenAI's shape. Cookies mean nothing
 * here, so that no page can use them; what a key may do is for the use case to say.
 */
export function keyRoute<P = Record<string, never>>(
  { name }: { name: string },
  handler: (ctx: KeyCtx, request: Request, params: P) => Promise<Response>,
) {
  return async (request: Request, { params }: RouteContext<P>): Promise<Response> => {
    const { requestId } = readRequestInfo(request.headers)
    const rate = new Headers()
    const answer = async () => {
      const ctx = await openKey(request.headers.get('authorization'), requestId)
      const verdict = await takeFromRate('api', ctx.apiKey.id)
      for (const [header, value] of Object.entries(rateHeaders(verdict))) rate.set(header, value)
      if (!verdict.allowed) throw tooOften(verdict)
      return handler(ctx, request, await params)
    }
    const response = await answer().catch((error: unknown) => {
      // Nobody is there to read it.
      if (request.signal.aborted) return new Response(null, { status: 499 })
      logFailure(`api ${name}`, error, requestId)
      return respondApiError(error, requestId)
    })
    if (!response.headers.has('cache-control')) response.headers.set('cache-control', 'no-store')
    response.headers.set('x-request-id', requestId)
    for (const [header, value] of rate) response.headers.set(header, value)
    return response
  }
}

function rateHeaders({ limit, remaining, resetAt }: Awaited<ReturnType<typeof takeFromRate>>) {
  const seconds = Math.max(0, Math.ceil((resetAt - Date.now()) / 1000))
  return {
    'x-ratelimit-limit-requests': String(limit),
    'x-ratelimit-remaining-requests': String(remaining),
    'x-ratelimit-reset-requests': `${seconds}s`,
  }
}
