import 'server-only'
import { recordSecurityEvent } from '@/lib/audit/server'
import type { Ctx } from '@/lib/auth/context'
import { assertCan } from '@/lib/auth/permissions'
import { describeDevice } from '@/lib/core/device'
import { notFound } from '@/lib/core/errors'
import { endSessions, findLiveSessions, type SessionRecord } from './data'
import type { SessionDto } from './schema'

function toDto(session: SessionRecord, current: string | undefined): SessionDto {
  const { _id, userAgent, ip, place, method, createdAt, lastSeenAt } = session
  return {
    id: _id,
    isCurrent: _id === current,
    ...describeDevice(userAgent),
    ip,
    place,
    method,
    createdAt: createdAt.toISOString(),
    lastSeenAt: lastSeenAt.toISOString(),
  }
}

/** @returns the caller's sessions, this one first, then the last one seen */
export async function listSessions(ctx: Ctx): Promise<SessionDto[]> {
  assertCan(ctx, 'profile:read')
  const sessions = (await findLiveSessions(ctx.userId)).map((session) => toDto(session, ctx.sessionId))
  return sessions.sort((a, b) => Number(b.isCurrent) - Number(a.isCurrent))
}

/** Ends one of the caller's sessions, on every server with its next request. @throws AppError `not_found` */
export async function endSession(ctx: Ctx, { id }: { id: string }): Promise<null> {
  assertCan(ctx, 'profile:write')
  if ((await endSessions(ctx.userId, { sessionId: id }, 'ended')) === 0) throw notFound('session')
  await recordSecurityEvent('session.ended', ctx, { sessionId: id })
  return null
}

/** Ends all of the caller's sessions but this one. @returns how many there were */
export async function endOtherSessions(ctx: Ctx): Promise<{ ended: number }> {
  assertCan(ctx, 'profile:write')
  const ended = await endSessions(ctx.userId, { except: ctx.sessionId ?? null }, 'ended')
  await recordSecurityEvent('session.ended_others', ctx, { ended })
  return { ended }
}
