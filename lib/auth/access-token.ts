import 'server-only'
import { decode, encode } from 'next-auth/jwt'
import { getEnv } from '@/lib/env'

/** How long an access token is believed without asking for the refresh token; ended sessions are noticed at once anyway. */
export const ACCESS_SECONDS = 15 * 60
const YEAR_SECONDS = 365 * 24 * 60 * 60
const REFRESH_SECONDS = 30 * 24 * 60 * 60

/** What an access token says. Whether the session still lives is for the database to say. */
export type Access = { userId: string; sessionId: string }

export type CookieOptions = {
  httpOnly: true
  sameSite: 'lax'
  path: '/'
  secure: boolean
  maxAge: number
}

const isSecure = () => getEnv().NEXTAUTH_URL.startsWith('https:')

/** `__Host-` ties a cookie to this very host over TLS; browsers refuse the prefix on plain http, where only localhost is. */
function cookie(name: string, maxAge: number): { name: string; options: CookieOptions } {
  const secure = isSecure()
  return {
    name: `${secure ? '__Host-' : ''}numina.${name}`,
    options: { httpOnly: true, sameSite: 'lax', path: '/', secure, maxAge },
  }
}

export const accessCookie = () => cookie('session', ACCESS_SECONDS)
export const refreshCookie = () => cookie('refresh', REFRESH_SECONDS)
/** Stays when somebody signs out: it only tells a known browser from a new one. */
export const deviceCookie = () => cookie('device', YEAR_SECONDS)

/** @returns a signed and encrypted token, the value of the access cookie */
export function encodeAccess({ userId, sessionId }: Access): Promise<string> {
  return encode({
    token: { sub: userId, sid: sessionId },
    secret: getEnv().NEXTAUTH_SECRET,
    maxAge: ACCESS_SECONDS,
  })
}

type Known = { access: Access; until: number }
const store = globalThis as typeof globalThis & { numinaAccess?: Map<string, Known> }
/** Tokens that are remembered at most; the one that was first read goes first. */
const MOST_KNOWN = 10_000

/**
 * Opening a token takes half a millisecond, and each request shows it twice: what it says is remembered until it ends.
 *
 * @returns what a token says, or null when it is forged, damaged or too old
 */
export async function decodeAccess(token: string | undefined): Promise<Access | null> {
  if (!token) return null
  store.numinaAccess ??= new Map()
  const known = store.numinaAccess.get(token)
  if (known && known.until > Date.now()) return known.access
  const opened = await open(token)
  if (!opened) return null
  store.numinaAccess.set(token, opened)
  const [oldest] = store.numinaAccess.keys()
  if (store.numinaAccess.size > MOST_KNOWN && oldest !== undefined) store.numinaAccess.delete(oldest)
  return opened.access
}

async function open(token: string): Promise<Known | null> {
  try {
    const claims = await decode({ token, secret: getEnv().NEXTAUTH_SECRET })
    const [userId, sessionId, until] = [claims?.sub, claims?.['sid'], claims?.['exp']]
    if (!userId || typeof sessionId !== 'string' || typeof until !== 'number') return null
    return { access: { userId, sessionId }, until: until * 1000 }
  } catch {
    return null
  }
}
