import 'server-only'
import { findManagedAccount } from '@/lib/accounts/server'
import { recordSecurityEvent } from '@/lib/audit/server'
import type { Ctx } from '@/lib/auth/context'
import { assertCanManage } from '@/lib/auth/permissions'
import { AppError, notFound } from '@/lib/core/errors'
import { lastSeenOf } from '@/lib/sessions/server'
import { givenCapsOf, writeGivenCaps } from '@/lib/usage/server'
import { maySuspend } from './authority'
import type { GiveCapsInput, PersonDto } from './schema'
import { toDto } from './to-dto'

/**
 * Limits how many messages somebody may ask for, or lets them have what their plan does again. It counts with their next message, beside
 * what they allow themselves: the smaller of both.
 *
 * @throws AppError `forbidden`; `factor_required`; `not_found`
 */
export async function giveCaps(ctx: Ctx, { id, day, month }: GiveCapsInput): Promise<PersonDto> {
  assertCanManage(ctx, 'instance:people')
  const account = await findManagedAccount(id)
  if (!account) throw notFound('account')
  if (!maySuspend(ctx, { id, role: account.role }))
    throw new AppError(
      'forbidden',
      'Nobody limits themselves here, and admins are limited by the owner alone.',
    )
  const caps = day === null && month === null ? null : { day, month, by: ctx.userId }
  await writeGivenCaps(id, caps)
  await recordSecurityEvent(
    caps ? 'caps.given' : 'caps.lifted',
    { userId: id, requestId: ctx.requestId, actorId: ctx.userId },
    { ...(day !== null && { day }), ...(month !== null && { month }) },
  )
  const [seen, given] = await Promise.all([lastSeenOf([id]), givenCapsOf([id])])
  return toDto(ctx, account, seen.get(id), given.get(id))
}
