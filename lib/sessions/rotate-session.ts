import 'server-only'
import { recordSecurityEvent } from '@/lib/audit/server'
import { getEnv } from '@/lib/env'
import { hashToken, tokenAfter } from '@/lib/platform/secrets'
import {
  endSessions,
  findSessionByPreviousToken,
  findSessionByToken,
  rotateToken,
  type SessionRecord,
} from './data'

const DAY_MS = 24 * 60 * 60 * 1000
const IDLE_MS = 30 * DAY_MS
const LIFETIME_MS = 180 * DAY_MS
/** Requests that leave a page together carry the same token, and one whose answer was lost comes again within seconds. */
const GRACE_MS = 60_000

/** @returns when a session that began at `createdAt` ends unless it is used again */
export function expiryOf(createdAt: Date): Date {
  return new Date(Math.min(Date.now() + IDLE_MS, createdAt.getTime() + LIFETIME_MS))
}

/** @returns whether a session can be used */
export function isLive(session: SessionRecord): boolean {
  return session.endedAt === null && session.expiresAt > new Date()
}

/** @returns the session a refresh token belongs to, while it lives; the token stays as it is */
export async function findSessionOf(refreshToken: string): Promise<SessionRecord | null> {
  const session = await findSessionByToken(hashToken(refreshToken))
  return session && isLive(session) ? session : null
}

/**
 * Takes a refresh token for a new one. The same token shown again at once gets the same new one: the answer with it may never have
 * arrived. A token that was replaced a while ago has been copied: showing it ends the session, for whoever holds it and for whoever
 * copied it.
 *
 * @returns the session with its new token (null: it has gone on since), or null when there is no session
 * Source: https://www.rfc-editor.org/rfc/rfc9700#section-4.14.2 (refresh token rotation)
 */
export async function rotateSession(
  refreshToken: string,
  requestId: string,
): Promise<{ session: SessionRecord; refreshToken: string | null } | null> {
  const from = hashToken(refreshToken)
  const next = tokenAfter(refreshToken, getEnv().NEXTAUTH_SECRET)
  const session = await findSessionByToken(from)
  if (!session) return continueReplaced(from, next, requestId)
  if (!isLive(session)) return null
  const expiresAt = expiryOf(session.createdAt)
  if (await rotateToken(session._id, { from, to: hashToken(next), expiresAt }))
    return { session, refreshToken: next }
  return continueReplaced(from, next, requestId)
}

async function continueReplaced(tokenHash: string, next: string, requestId: string) {
  const session = await findSessionByPreviousToken(tokenHash)
  if (!session || !isLive(session)) return null
  if (Date.now() - session.rotatedAt.getTime() <= GRACE_MS)
    return { session, refreshToken: session.tokenHash === hashToken(next) ? next : null }
  await endSessions(session.userId, { sessionId: session._id }, 'reuse')
  const subject = { userId: session.userId, requestId }
  await recordSecurityEvent('session.reused', subject, { sessionId: session._id })
  return null
}
