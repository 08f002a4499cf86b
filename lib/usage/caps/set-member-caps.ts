import 'server-only'
import { findAccount } from '@/lib/accounts/server'
import { recordSecurityEvent } from '@/lib/audit/server'
import type { Ctx, OwnCaps } from '@/lib/auth/context'
import { assertCan } from '@/lib/auth/permissions'
import { actsAs } from '@/lib/auth/seats'
import { lesserCaps } from '@/lib/core/caps'
import { dayIn } from '@/lib/core/days'
import { AppError, notFound } from '@/lib/core/errors'
import { publish } from '@/lib/live/server'
import { findCounts } from '../counting/data'
import type { MemberCapsInput } from '../schema'
import { tellOf } from '../tell'
import { findGivenCaps, writeTeamCaps } from './data'

/**
 * Limits how many messages a member of the team at hand may ask for there, or lets them have what its plan does again. It counts with their next
 * message, beside what they allow themselves and what whoever runs this Numina allows them: the smallest of all.
 *
 * @throws AppError `forbidden`, also for oneself; `not_found` for nobody of this team, and for its owner
 */
export async function setMemberCaps(
  ctx: Ctx,
  { userId, day, month }: MemberCapsInput,
): Promise<OwnCaps | null> {
  assertCan(ctx, 'team:manage')
  if (userId === ctx.userId)
    throw new AppError('forbidden', 'Limit yourself under “Your own limit”, or ask another admin.')
  const caps = day === null && month === null ? null : { day, month }
  const scope = { workspaceId: ctx.workspaceId, userId }
  const membership = await writeTeamCaps(scope, caps && { ...caps, by: ctx.userId })
  if (!membership) throw notFound('member')
  await recordSecurityEvent(
    caps ? 'caps.by_team' : 'caps.lifted',
    { userId, requestId: ctx.requestId, actorId: ctx.userId },
    { ...(day !== null && { day }), ...(month !== null && { month }) },
  )
  const [person, given] = await Promise.all([findAccount(userId), findGivenCaps([userId])])
  if (!person) return caps
  const { timeZone, locale } = person
  const { plan, caps: own } = membership
  const givenCaps = given.get(userId) ?? null
  const asker = {
    ...{ ...scope, ...actsAs(membership), plan, timeZone, locale, givenCaps },
    teamCaps: membership.givenCaps,
    caps: lesserCaps(own, givenCaps, caps),
  }
  const now = new Date()
  const counts = await findCounts(scope, dayIn(timeZone, now))
  publish(scope, { kind: 'usage', notice: await tellOf(asker, counts, now) })
  return caps
}
