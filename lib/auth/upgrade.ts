import 'server-only'
import type { IncomingMessage } from 'node:http'
import { loadContext } from '@/lib/accounts/server'
import { AppError } from '@/lib/core/errors'
import { newId } from '@/lib/core/ids'
import { findSessionOf } from '@/lib/sessions/server'
import { accessCookie, decodeAccess, refreshCookie } from './access-token'
import type { PersonCtx } from './context'

/**
 * Who asks for a WebSocket: the same cookies as for requests, read outside of Next. When the access token has run out the refresh
 * token counts, without being renewed: an upgrade cannot set cookies.
 *
 * @throws AppError `unauthenticated`
 */
export async function authenticateUpgrade(request: IncomingMessage): Promise<PersonCtx> {
  const cookies = parseCookies(request.headers.cookie ?? '')
  const access =
    (await decodeAccess(cookies[accessCookie().name])) ?? (await accessOf(cookies[refreshCookie().name]))
  const ctx = access && (await loadContext(access, newId()))
  if (!ctx) throw new AppError('unauthenticated', 'Please sign in again.')
  return ctx
}

async function accessOf(refreshToken: string | undefined) {
  const session = refreshToken ? await findSessionOf(refreshToken) : null
  return session && { userId: session.userId, sessionId: session._id }
}

function parseCookies(header: string): Record<string, string> {
  const pairs = header.split(';').map((pair) => {
    const [name = '', ...value] = pair.split('=')
    return [name.trim(), decode(value.join('=').trim())] as const
  })
  return Object.fromEntries(pairs)
}

function decode(value: string): string {
  try {
    return decodeURIComponent(value)
  } catch {
    return value
  }
}
