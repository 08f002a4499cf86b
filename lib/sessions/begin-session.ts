import 'server-only'
import { recordSecurityEvent } from '@/lib/audit/server'
import { newId } from '@/lib/core/ids'
import type { RequestInfo } from '@/lib/http/request-info'
import { findPlace } from '@/lib/platform/geoip'
import { hashToken, newToken } from '@/lib/platform/secrets'
import { createSession, hasSession, hasSessionOnDevice } from './data'
import { expiryOf } from './rotate-session'

export type BegunSession = { sessionId: string; refreshToken: string; isNewDevice: boolean }

/** How somebody came in; `factorAt`: when they showed a second step, if they did. */
export type Entry = { userId: string; method: string; factorAt?: Date | null }

/**
 * Begins a session of somebody who has shown who they are.
 *
 * @param method how: `password`, `link`, `passkey`, or a provider's name
 * @param device the token of the browser, kept there whoever signs in
 * @returns `isNewDevice`: the person has had sessions, but none in this browser
 */
export async function beginSession(
  info: RequestInfo,
  { userId, method, device, factorAt = null }: Entry & { device: string },
): Promise<BegunSession> {
  const deviceHash = hashToken(device)
  const [isFirst, isKnown] = await Promise.all([
    hasSession(userId).then((had) => !had),
    hasSessionOnDevice(userId, deviceHash),
  ])
  const sessionId = newId()
  const refreshToken = newToken()
  await createSession({
    _id: sessionId,
    userId,
    tokenHash: hashToken(refreshToken),
    deviceHash,
    method,
    factorAt,
    userAgent: info.userAgent,
    ip: info.ip,
    place: await findPlace(info.ip),
    expiresAt: expiryOf(new Date()),
  })
  const subject = { userId, requestId: info.requestId }
  await recordSecurityEvent('session.started', subject, { sessionId, method })
  return { sessionId, refreshToken, isNewDevice: !isFirst && !isKnown }
}
