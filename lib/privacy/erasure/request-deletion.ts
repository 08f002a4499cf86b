import 'server-only'
import {
  assertFreshProof,
  clearDeletion,
  findSubject,
  findToHandOver,
  setDeletion,
} from '@/lib/accounts/server'
import { recordSecurityEvent } from '@/lib/audit/server'
import type { Ctx } from '@/lib/auth/context'
import { assertCan } from '@/lib/auth/permissions'
import { AppError } from '@/lib/core/errors'
import { endSessions } from '@/lib/sessions/server'
import { failArchives } from '../data'
import { GRACE_DAYS } from '../limits'
import { mailDeletionRequested, mailDeletionUndone } from '../mails'
import { PERSONAL_DATA } from '../registry'
import type { DeletionPreview } from '../schema'

const DAY_MS = 24 * 60 * 60 * 1000
/** What a person thinks of as theirs, and is told how much there is of it. */
const TOLD = ['conversations', 'messages', 'folders', 'prompts', 'assistants', 'shares'] as const

/** @returns what would happen if the caller's account were deleted, and what has to be done before */
export async function previewDeletion(ctx: Ctx): Promise<DeletionPreview> {
  assertCan(ctx, 'profile:read')
  const subject = await findSubject(ctx.userId)
  if (!subject) throw new AppError('unauthenticated', 'Please sign in again.')
  const told = PERSONAL_DATA.filter(({ collection }) => TOLD.some((name) => name === collection))
  const counted = told.map(async (data) => [data.collection, await data.countFor(subject)] as const)
  const [counts, toHandOver] = await Promise.all([Promise.all(counted), findToHandOver(ctx)])
  return {
    counts: Object.fromEntries(counts),
    toHandOver,
    isInstanceOwner: ctx.instanceRole === 'owner',
    graceDays: GRACE_DAYS,
  }
}

/**
 * Closes the caller's account; after the days of grace it is erased (erase-account.ts). Every session ends, shared links lead nowhere,
 * nothing is done for it any more.
 *
 * @throws AppError `proof_required`; `conflict` while others depend on what the caller owns
 */
export async function requestDeletion(ctx: Ctx): Promise<{ at: string }> {
  assertCan(ctx, 'profile:write')
  await assertFreshProof(ctx)
  const { instance, workspaces } = await findToHandOver(ctx)
  if (instance || workspaces.length > 0) {
    throw new AppError('conflict', 'Others depend on what you own. Hand it over first; nothing was deleted.')
  }
  const at = new Date(Date.now() + GRACE_DAYS * DAY_MS)
  if (await setDeletion(ctx.userId, at)) {
    await failArchives(ctx)
    await recordSecurityEvent('account.deletion_requested', ctx)
    await mailDeletionRequested(ctx.userId, at)
  }
  await endSessions(ctx.userId, { except: null }, 'deletion')
  return { at: at.toISOString() }
}

/** Lets the account go on, with everything in it. @throws AppError `conflict` when its erasure has begun */
export async function undoDeletion(ctx: Ctx): Promise<null> {
  assertCan(ctx, 'profile:write')
  if (!(await clearDeletion(ctx.userId)))
    throw new AppError('conflict', 'It is too late: your account is being erased.')
  await recordSecurityEvent('account.deletion_undone', ctx)
  await mailDeletionUndone(ctx.userId)
  return null
}
