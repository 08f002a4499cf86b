import { type NextRequest, NextResponse } from 'next/server'
import { renewAccess } from '@/lib/auth/renew-access'
import { captchaOrigins } from '@/lib/captcha/server'
import { getEnv } from '@/lib/env'
import { corsHeaders } from '@/lib/http/cors'
import { refuseTooOften } from '@/lib/http/too-often'

const SHARED_PAGE = /^\/s\/[^/]+\/?$/

/**
 * What every request gets: an id, a content security policy with a nonce of its own, and new access when the old one has run out.
 * Nothing is decided here: use cases authorise.
 */
export async function proxy(request: NextRequest): Promise<Response> {
  const cors = corsFor(request)
  if (request.method === 'OPTIONS' && cors['access-control-allow-origin'])
    return new NextResponse(null, { status: 204, headers: cors })
  const nonce = btoa(crypto.randomUUID())
  const requestId = crypto.randomUUID()
  const policy = contentSecurityPolicy(nonce)

  if (SHARED_PAGE.test(request.nextUrl.pathname)) {
    const refusal = await refuseTooOften('sharedPage', request.headers, nonce)
    if (refusal) {
      refusal.headers.set('content-security-policy', policy)
      refusal.headers.set('x-request-id', requestId)
      return refusal
    }
  }

  const renewed = await renewAccess((name) => request.cookies.get(name)?.value, requestId)
  for (const { name, value } of renewed) request.cookies.set(name, value)

  const headers = new Headers(request.headers)
  headers.set('x-request-id', requestId)
  headers.set('x-nonce', nonce)
  // Next reads the nonce for its own scripts from the request's policy.
  headers.set('content-security-policy', policy)

  const response = NextResponse.next({ request: { headers } })
  response.headers.set('x-request-id', requestId)
  response.headers.set('content-security-policy', policy)
  for (const [name, value] of Object.entries(cors)) response.headers.set(name, value)
  for (const { name, value, options } of renewed) response.cookies.set(name, value, options)
  return response
}

function corsFor({ method, headers, nextUrl }: NextRequest): Record<string, string> {
  const allowed = getEnv().API_ALLOWED_ORIGINS ?? []
  return corsHeaders({ method, origin: headers.get('origin'), path: nextUrl.pathname }, allowed)
}

/** Source: https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Headers/Content-Security-Policy */
function contentSecurityPolicy(nonce: string): string {
  const development = process.env.NODE_ENV === 'development'
  return [
    "default-src 'self'",
    // React's development tools evaluate code; production allows no eval.
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ''}`,
    `style-src ${["'self'", ...captchaOrigins(), development ? "'unsafe-inline'" : `'nonce-${nonce}'`].join(' ')}`,
    "img-src 'self' data: blob:",
    "font-src 'self'",
    `connect-src ${["'self'", ...captchaOrigins()].join(' ')}`,
    `frame-src ${["'self'", ...captchaOrigins()].join(' ')}`,
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ')
}

/**
 * What is under `frame/` runs without an origin and has policies of its own (next.config.ts). Files being imported pass by: Next keeps
 * the body of what comes through here in memory, and cuts it off after 10 MB. So do the messages that our own pages send, for which the
 * way through here would be a tenth of the work.
 */
export const config = {
  matcher: [
    { source: '/((?!_next/static|_next/image|favicon.ico|icon.svg|frame/|api/imports$|api/chat$).*)' },
    { source: '/api/chat', missing: [{ type: 'header', key: 'sec-fetch-site', value: 'same-origin' }] },
  ],
}
