import 'server-only'
import { rotateSession } from '@/lib/sessions/server'
import { accessCookie, type CookieOptions, decodeAccess, encodeAccess, refreshCookie } from './access-token'

type Cookie = { name: string; value: string; options: CookieOptions }

/**
 * Renews the access of a request whose access cookie has run out, or is of a secret that was replaced, by its refresh cookie.
 *
 * @param read the request's cookies by name
 * @returns cookies for the request and its response; an empty value takes a cookie away. None when there is nothing to renew
 */
export async function renewAccess(
  read: (name: string) => string | undefined,
  requestId: string,
): Promise<Cookie[]> {
  const access = accessCookie()
  const refresh = refreshCookie()
  const token = read(refresh.name)
  if (!token || (await decodeAccess(read(access.name)))) return []
  const rotated = await rotateSession(token, requestId)
  if (!rotated) return [{ name: refresh.name, value: '', options: { ...refresh.options, maxAge: 0 } }]
  const { userId, _id: sessionId } = rotated.session
  const renewed: Cookie[] = [{ ...access, value: await encodeAccess({ userId, sessionId }) }]
  if (rotated.refreshToken) renewed.push({ ...refresh, value: rotated.refreshToken })
  return renewed
}
