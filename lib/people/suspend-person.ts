import 'server-only'
import { findManagedAccount, type ManagedAccount, setSuspension } from '@/lib/accounts/server'
import { recordSecurityEvent } from '@/lib/audit/server'
import type { Ctx } from '@/lib/auth/context'
import { assertCanManage } from '@/lib/auth/permissions'
import { AppError, notFound } from '@/lib/core/errors'
import { endSessions, lastSeenOf } from '@/lib/sessions/server'
import { givenCapsOf } from '@/lib/usage/server'
import { maySuspend } from './authority'
import { mailRestored, mailSuspended } from './mails'
import type { PersonDto, SuspendInput } from './schema'
import { toDto } from './to-dto'

const KEPT = 'Nobody can be suspended or let back in by themselves, and admins by the owner alone.'

/**
 * Closes an account to its person, who is told why: every session ends within seconds on every server, and no way in opens. What is in
 * it stays as it is.
 *
 * @throws AppError `forbidden`; `factor_required`; `not_found`; `conflict` when it is suspended already
 */
export async function suspendPerson(ctx: Ctx, { id, reason }: SuspendInput): Promise<PersonDto> {
  const { role } = await requireSuspendable(ctx, id)
  if (!(await setSuspension({ id, role }, reason)))
    throw new AppError('conflict', 'Somebody else has just changed this account. Look again.')
  await endSessions(id, { except: null }, 'suspended')
  await mailSuspended(id, reason)
  await recordSecurityEvent('account.suspended', {
    userId: id,
    requestId: ctx.requestId,
    actorId: ctx.userId,
  })
  return asItIs(ctx, id)
}

/** Opens a suspended account again. @throws AppError `forbidden`; `factor_required`; `not_found`; `conflict` when it is open */
export async function restorePerson(ctx: Ctx, { id }: { id: string }): Promise<PersonDto> {
  const { role } = await requireSuspendable(ctx, id)
  if (!(await setSuspension({ id, role }, null)))
    throw new AppError('conflict', 'Somebody else has just changed this account. Look again.')
  await mailRestored(id)
  await recordSecurityEvent('account.restored', { userId: id, requestId: ctx.requestId, actorId: ctx.userId })
  return asItIs(ctx, id)
}

/** Ends every session of somebody, on every server within seconds; they can sign in again. @throws AppError `forbidden`; `factor_required`; `not_found` */
export async function signOutPerson(ctx: Ctx, { id }: { id: string }): Promise<{ ended: number }> {
  await requireSuspendable(ctx, id)
  const ended = await endSessions(id, { except: null }, 'everywhere')
  await recordSecurityEvent('session.ended_all', {
    userId: id,
    requestId: ctx.requestId,
    actorId: ctx.userId,
  })
  return { ended }
}

async function requireSuspendable(ctx: Ctx, id: string): Promise<ManagedAccount> {
  assertCanManage(ctx, 'instance:people')
  const account = await findManagedAccount(id)
  if (!account) throw notFound('account')
  if (!maySuspend(ctx, { id, role: account.role })) throw new AppError('forbidden', KEPT)
  return account
}

async function asItIs(ctx: Ctx, id: string): Promise<PersonDto> {
  const [account, seen, caps] = await Promise.all([
    findManagedAccount(id),
    lastSeenOf([id]),
    givenCapsOf([id]),
  ])
  if (!account) throw notFound('account')
  return toDto(ctx, account, seen.get(id), caps.get(id))
}
