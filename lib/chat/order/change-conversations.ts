import 'server-only'
import { audit } from '@/lib/audit/server'
import type { Ctx } from '@/lib/auth/context'
import { assertCan } from '@/lib/auth/permissions'
import { AppError, notFound } from '@/lib/core/errors'
import { requireFolder } from '@/lib/folders/server'
import { markStopRequested, stopLocally } from '@/lib/generations/server'
import { publishConversations } from '@/lib/live/server'
import { forgetDeleted, restoreDeleted } from '@/lib/memory/server'
import { countConversations, findDeletionTimes, updateConversations } from '../data'
import type { Colour, ConversationDeletion } from '../schema'

/** How long a deletion can be taken back: the ten seconds people are shown, and time for the way to the server. */
const RESTORABLE_MS = 13_000

type Patch = Parameters<typeof updateConversations>[2]

/** All or nothing: one id that is not the caller's, or is deleted, refuses the whole change. */
async function changeAll(ctx: Ctx, ids: readonly string[], patch: Patch): Promise<null> {
  assertCan(ctx, 'conversation:write')
  await requireAll(ctx, ids)
  await updateConversations(ctx, ids, patch)
  publishConversations(ctx, ids)
  return null
}

async function requireAll(ctx: Ctx, ids: readonly string[]): Promise<void> {
  const unique = new Set(ids)
  if ((await countConversations(ctx, ids, null)) < unique.size) throw notFound('conversation')
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
  await requireAll(ctx, ids)
  const deletedAt = new Date()
  // First: should the server die in between, nothing stays that was to be forgotten.
  if (memories === 'forget') await forgetDeleted(ctx, ids, deletedAt)
  await updateConversations(ctx, ids, { deletedAt })
  publishConversations(ctx, ids)
  for (const id of await markStopRequested(ctx, ids)) stopLocally(id)
  audit('conversations.deleted', { count: ids.length, userId: ctx.userId, requestId: ctx.requestId })
  return null
}

/** @throws AppError `not_found` when it is too late for one of them: what is restored must be whole */
export async function restoreConversations(ctx: Ctx, { ids }: { ids: string[] }): Promise<null> {
  assertCan(ctx, 'conversation:write')
  const unique = new Set(ids)
  const kept = await countConversations(ctx, ids, null)
  const deleted = await countConversations(ctx, ids, new Date(Date.now() - RESTORABLE_MS))
  if (kept + deleted < unique.size) {
    const what = unique.size === 1 ? 'This conversation is' : 'These conversations are'
    throw new AppError('not_found', `${what} gone for good: a deletion can be undone for ten seconds.`)
  }
  const deletedAt = await findDeletionTimes(ctx, ids)
  await updateConversations(ctx, ids, { deletedAt: null })
  await restoreDeleted(ctx, ids, deletedAt)
  publishConversations(ctx, ids)
  return null
}
