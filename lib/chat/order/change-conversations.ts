import 'server-only'
import { audit } from '@/lib/audit/server'
import type { Ctx } from '@/lib/auth/context'
import { assertCan } from '@/lib/auth/permissions'
import { AppError, notFound } from '@/lib/core/errors'
import { requireFolder } from '@/lib/folders/server'
import { markStopRequested, stopLocally } from '@/lib/generations/server'
import { publishConversations } from '@/lib/live/server'
import { forgetDeleted, restoreDeleted } from '@/lib/memory/server'
import { findDeletionTimes, findOwnIds, updateConversations } from '../data'
import type { Colour, ConversationDeletion } from '../schema'

/** How long a deletion can be taken back: the ten seconds people are shown, and time for the way to the server. */
const RESTORABLE_MS = 13_000

type Patch = Parameters<typeof updateConversations>[2]

async function changeAll(ctx: Ctx, ids: readonly string[], patch: Patch): Promise<null> {
  assertCan(ctx, 'conversation:write')
  await updateConversations(ctx, await findThose(ctx, ids), patch)
  publishConversations(ctx, ids)
  return null
}

/**
 * What is gone elsewhere meanwhile does not keep the others from being changed.
 *
 * @returns those of `ids` that are the caller's and not deleted
 * @throws AppError `not_found` when there are none
 */
async function findThose(ctx: Ctx, ids: readonly string[]): Promise<string[]> {
  const there = await findOwnIds(ctx, ids, null)
  if (there.length === 0) throw notFound('conversation')
  return there
}

export async function pinConversations(
  ctx: Ctx,
  { ids, pinned }: { ids: string[]; pinned: boolean },
): Promise<null> {
  return changeAll(ctx, ids, { pinnedAt: pinned ? new Date() : null })
}

export async function archiveConversations(
  ctx: Ctx,
  { ids, archived }: { ids: string[]; archived: boolean },
): Promise<null> {
  return changeAll(ctx, ids, { archivedAt: archived ? new Date() : null })
}

/** @param folderId null takes them out of their folders */
export async function moveConversations(
  ctx: Ctx,
  { ids, folderId }: { ids: string[]; folderId: string | null },
): Promise<null> {
  if (folderId) await requireFolder(ctx, folderId)
  return changeAll(ctx, ids, { folderId })
}

export async function markConversation(
  ctx: Ctx,
  { id, emoji, colour }: { id: string; emoji: string | null; colour: Colour | null },
): Promise<null> {
  return changeAll(ctx, [id], { emoji, colour })
}

/**
 * Deletes conversations and stops the replies being made in them, and forgets what was remembered from them when that is wished.
 * `restoreConversations` brings back both for a short while.
 */
export async function deleteConversations(
  ctx: Ctx,
  { ids, memories = 'keep' }: ConversationDeletion,
): Promise<null> {
  assertCan(ctx, 'conversation:write')
  const there = await findThose(ctx, ids)
  const deletedAt = new Date()
  // First: should the server die in between, nothing stays that was to be forgotten.
  if (memories === 'forget') await forgetDeleted(ctx, there, deletedAt)
  await updateConversations(ctx, there, { deletedAt })
  publishConversations(ctx, ids)
  for (const id of await markStopRequested(ctx, there)) stopLocally(id)
  audit('conversations.deleted', { count: there.length, userId: ctx.userId, requestId: ctx.requestId })
  return null
}

/** Those that were gone before stay so. @throws AppError `not_found` when it is too late for all that are deleted */
export async function restoreConversations(ctx: Ctx, { ids }: { ids: string[] }): Promise<null> {
  assertCan(ctx, 'conversation:write')
  const unique = new Set(ids)
  const kept = await findOwnIds(ctx, ids, null)
  const deleted = await findOwnIds(ctx, ids, new Date(Date.now() - RESTORABLE_MS))
  if (deleted.length === 0 && kept.length < unique.size) {
    const what = unique.size === 1 ? 'This conversation is' : 'These conversations are'
    throw new AppError('not_found', `${what} gone for good: a deletion can be undone for ten seconds.`)
  }
  const deletedAt = await findDeletionTimes(ctx, deleted)
  await updateConversations(ctx, deleted, { deletedAt: null })
  await restoreDeleted(ctx, deleted, deletedAt)
  publishConversations(ctx, ids)
  return null
}
