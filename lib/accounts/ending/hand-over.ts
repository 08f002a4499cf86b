import 'server-only'
import { recordSecurityEvent } from '@/lib/audit/server'
import type { Ctx } from '@/lib/auth/context'
import { assertCan } from '@/lib/auth/permissions'
import { AppError, notFound } from '@/lib/core/errors'
import { findUserByEmail, type UserRecord } from '../data'
import { assertFreshProof } from '../proof'
import type { HandOverInput } from '../schema'
import { findSharedWorkspaces, giveInstance, hasOtherAccounts } from './data'

/** What somebody has to hand over before their account can end: others depend on it. */
export type ToHandOver = { instance: boolean; workspaces: { id: string; name: string }[] }

/** @returns what others depend on. The owner of an installation without anybody else owes nothing to anybody. */
export async function findToHandOver(ctx: Ctx): Promise<ToHandOver> {
  const isOwner = ctx.instanceRole === 'owner'
  const [others, workspaces] = await Promise.all([
    isOwner ? hasOtherAccounts(ctx.userId) : false,
    findSharedWorkspaces(ctx.userId),
  ])
  return { instance: others, workspaces: workspaces.map(({ id, name }) => ({ id, name })) }
}

/**
 * Makes somebody else the owner of the installation. A team is handed over by lib/teams.
 *
 * @throws AppError `proof_required`; `not_found` for who does not own it; `invalid_input` on the field `email`
 */
export async function handOver(ctx: Ctx, { email }: HandOverInput): Promise<null> {
  assertCan(ctx, 'profile:write')
  await assertFreshProof(ctx)
  if (ctx.instanceRole !== 'owner') throw notFound('installation')
  const heir = await requireHeir(ctx, email)
  await giveInstance(ctx.userId, heir._id)
  await recordBoth(ctx, heir)
  return null
}

async function requireHeir(ctx: Ctx, email: string): Promise<UserRecord> {
  const heir = await findUserByEmail(email)
  if (heir?._id === ctx.userId) throw wrongHeir('This is you.')
  if (!heir?.emailVerifiedAt || heir.suspendedAt || heir.deletionAt)
    throw wrongHeir('Nobody here has confirmed this address.')
  return heir
}

function wrongHeir(problem: string): AppError {
  return new AppError('invalid_input', problem, { fields: { email: problem } })
}

async function recordBoth({ userId, requestId }: Ctx, heir: UserRecord): Promise<void> {
  await recordSecurityEvent('role.changed', { userId, requestId })
  await recordSecurityEvent('role.changed', { userId: heir._id, requestId, actorId: userId })
}
