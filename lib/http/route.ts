import 'server-only'
import type { PersonCtx } from '@/lib/auth/context'
import { renewOwnAccess, requireContext } from '@/lib/auth/session'
import { AppError } from '@/lib/core/errors'
import { OTHER_PERSON, PERSON_HEADER } from '@/lib/core/person-header'
import { getEnv } from '@/lib/env'
import { isAllowedOrigin } from './cors'
import { networkOf } from './network'
import { assertSameOrigin } from './origin'

import { assertWithinRate, type RateLimitPolicy } from './rate-limit'
import { type RequestInfo, readRequestInfo } from './request-info'
import { logFailure, respondError } from './respond'

type RouteContext<P> = { params: Promise<P> }
type RouteOptions = {
  name: string
  rateLimit?: RateLimitPolicy
  /** Its requests may pass proxy.ts by. It answers at once: until new tokens arrive, the browser asks with those they replace. */
  renewsAccess?: true
}

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * A browser names the page a request comes from. A state change from another site that the operator has not named is refused; a request
 * without an Origin comes from no browser and carries no ambient cookie worth stealing.
 */
function assertOwnPage({ method, headers, url }: Request): void {
  const origin = headers.get('origin')
  if (isAllowedOrigin(origin, new URL(url).pathname, getEnv().API_ALLOWED_ORIGINS ?? [])) return
  if (!SAFE_METHODS.has(method) && origin !== null) assertSameOrigin(origin, headers.get('host'))
}

/** Somebody else may have signed in in the browser while a page of this one's stood open: their words are not stored with the other. */
function assertOwnRequest({ headers }: Request, { userId }: PersonCtx): void {
  const person = headers.get(PERSON_HEADER)
  if (person !== null && person !== userId) throw new AppError('unauthenticated', OTHER_PERSON)
}

async function run(
  name: string,
  request: Request,
  work: (info: RequestInfo) => Promise<Response>,
): Promise<Response> {
  const info = readRequestInfo(request.headers)
  try {
    assertOwnPage(request)
    const response = await work(info)
    // What belongs to somebody is kept by no cache, unless its route says so.
    if (!response.headers.has('cache-control')) response.headers.set('cache-control', 'no-store')
    response.headers.set('x-request-id', info.requestId)
    return response
  } catch (error) {
    logFailure(`route ${name}`, error, info.requestId)
    return respondError(error, info.requestId)
  }
}

/** A route handler for signed-in users: same-origin check, authentication, rate limit by user, errors in the one shape. */
export function userRoute<P = Record<string, never>>(
  options: RouteOptions,
  handler: (ctx: PersonCtx, request: Request, params: P) => Promise<Response>,
) {
  return (request: Request, { params }: RouteContext<P>): Promise<Response> =>
    run(options.name, request, async (info) => {
      if (options.renewsAccess) await renewOwnAccess(info)
      const ctx = await requireContext(info)
      assertOwnRequest(request, ctx)
      if (options.rateLimit) await assertWithinRate(options.rateLimit, ctx.userId)
      return handler(ctx, request, await params)
    })
}

/** A route handler for anybody; the rate is limited by network. */
export function publicRoute<P = Record<string, never>>(
  options: RouteOptions,
  handler: (request: Request, params: P) => Promise<Response>,
) {
  return (request: Request, { params }: RouteContext<P>): Promise<Response> =>
    run(options.name, request, async (info) => {
      if (options.rateLimit) await assertWithinRate(options.rateLimit, networkOf(info.ip))
      return handler(request, await params)
    })
}
