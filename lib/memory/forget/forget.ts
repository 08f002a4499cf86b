import 'server-only'
import type { Ctx, Scope } from '@/lib/auth/context'
import { assertCan } from '@/lib/auth/permissions'
import { AppError, notFound } from '@/lib/core/errors'
import { tellOfChange } from '../changed'
import {
  findForgottenAt,
  findMemories,
  findMemoriesById,
  findMemoriesFrom,
  type MemoryRecord,
  removeForgotten,
  setForgotten,
  updateMemory,
} from '../data'
import { removeNotesOf } from '../notes/data'
import { hashOf } from '../rules/words'
import { isNewsOf } from '../to-dto'
import { type Forgotten, insertTombstones, removeTombstonesOf } from './data'

/** The ten seconds people are shown, and time for the way to the server. */
const RESTORABLE_MS = 13_000
/** Later than anything can be taken back. */
const GONE_AFTER_MS = 15_000

/** What a question before a deletion can show. */
const MOST_TOLD = 3

/** What was forgotten, for who thinks better of it. */
export type ForgottenDto = { ids: string[] }

/**
 * Forgets memories: they are used no more from now on, gone for good in seconds, and never come back from what was written before.
 *
 * @throws AppError `not_found` when one of them is not the caller's; then none is forgotten
 */
export async function forgetMemories(ctx: Ctx, { ids }: { ids: string[] }): Promise<ForgottenDto> {
  assertCan(ctx, 'memory:write')
  const found = await findMemoriesById(ctx, ids)
  if (found.length < new Set(ids).size) throw notFound('memory')
  return forget(ctx, found)
}

/** Forgets everything that was said in some conversations, with their notes. */
export async function forgetFrom(
  ctx: Ctx,
  { conversationIds }: { conversationIds: string[] },
): Promise<ForgottenDto> {
  assertCan(ctx, 'memory:write')
  const [found] = await Promise.all([
    findMemoriesFrom(ctx, conversationIds),
    removeNotesOf(ctx, conversationIds),
  ])
  return forget(ctx, found)
}

/** @returns how many memories come from some conversations, and what the newest of them say */
export async function countFrom(
  ctx: Ctx,
  { conversationIds }: { conversationIds: string[] },
): Promise<{ count: number; some: string[] }> {
  assertCan(ctx, 'memory:read')
  const found = await findMemoriesFrom(ctx, conversationIds)
  return { count: found.length, some: found.slice(0, MOST_TOLD).map(({ text }) => text) }
}

/** Forgets what was said in conversations that are deleted at this moment: their notes go with them, and come back with them. */
export async function forgetDeleted(
  ctx: Ctx,
  conversationIds: readonly string[],
  deletedAt: Date,
): Promise<void> {
  assertCan(ctx, 'memory:write')
  await forget(ctx, await findMemoriesFrom(ctx, conversationIds), deletedAt)
}

/** Brings back what `forgetDeleted` took with conversations that come back, and nothing that was forgotten for itself. */
export async function restoreDeleted(
  ctx: Ctx,
  conversationIds: readonly string[],
  deletedAt: readonly Date[],
): Promise<void> {
  assertCan(ctx, 'memory:write')
  const ids = await findForgottenAt(ctx, conversationIds, deletedAt)
  if (ids.length === 0) return
  await setForgotten(ctx, ids, null)
  await removeTombstonesOf(ctx, ids)
  await tellOfChange(ctx)
}

/** Forgets all there is. */
export async function forgetEverything(ctx: Ctx): Promise<ForgottenDto> {
  assertCan(ctx, 'memory:write')
  return forget(ctx, await findMemories(ctx))
}

async function forget(
  scope: Scope,
  found: readonly MemoryRecord[],
  forgottenAt = new Date(),
): Promise<ForgottenDto> {
  const ids = found.map(({ id }) => id)
  if (ids.length === 0) return { ids }
  // First the stones: what is being found in a message right now sees them before it is kept.
  await insertTombstones(scope, found.flatMap(stonesFor))
  await setForgotten(scope, ids, forgottenAt)
  await tellOfChange(scope)
  return { ids }
}

/** For every text it has had and every message it came from. */
function stonesFor({ id: memoryId, textHash, sources, history }: MemoryRecord): Forgotten[] {
  const earlier = history.map(({ text }) => ({ memoryId, textHash: hashOf(text), messageId: null }))
  const said = sources.map(({ messageId }) => ({ memoryId, textHash, messageId }))
  return [...(said.length > 0 ? said : [{ memoryId, textHash, messageId: null }]), ...earlier]
}

/** @throws AppError `not_found` when it is too late for one of them */
export async function restoreMemories(ctx: Ctx, { ids }: { ids: string[] }): Promise<null> {
  assertCan(ctx, 'memory:write')
  const restored = await setForgotten(ctx, ids, null, new Date(Date.now() - RESTORABLE_MS))
  if (restored > 0) await removeTombstonesOf(ctx, ids)
  await tellOfChange(ctx)
  if (restored < new Set(ids).size)
    throw new AppError('not_found', 'This is forgotten for good: it can be undone for ten seconds.')
  return null
}

/**
 * Takes back what was remembered of one message: a new memory is forgotten, one that took the place of another says again what it said.
 *
 * @throws AppError `not_found` when it does not come from this message
 */
export async function undoRemembered(
  ctx: Ctx,
  { id, messageId }: { id: string; messageId: string },
): Promise<null> {
  assertCan(ctx, 'memory:write')
  const [memory] = await findMemoriesById(ctx, [id])
  if (!memory || !isNewsOf(memory, messageId)) throw notFound('memory')
  const last = memory.history.at(-1)
  if (last?.messageId !== messageId) {
    await forget(ctx, [memory])
    return null
  }
  await insertTombstones(ctx, [{ memoryId: id, textHash: memory.textHash, messageId }])
  const changed = await updateMemory(ctx, id, {
    text: last.text,
    textHash: hashOf(last.text),
    history: memory.history.slice(0, -1),
    sources: memory.sources.filter((source) => source.messageId !== messageId),
  })
  if (changed === false) throw notFound('memory')
  // Another memory says by now what this one said before.
  if (changed === 'taken') await forget(ctx, [memory])
  else await tellOfChange(ctx)
  return null
}

/** Removes for good what was forgotten a while ago. */
export async function purgeForgotten(): Promise<number> {
  return removeForgotten(new Date(Date.now() - GONE_AFTER_MS))
}
