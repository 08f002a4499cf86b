import 'server-only'
import type { Ctx } from '@/lib/auth/context'
import { assertCan } from '@/lib/auth/permissions'
import { notFound } from '@/lib/core/errors'
import { findMemoriesById, findMemoriesFrom, type MemoryRecord } from '../data'
import { NOTES_MAX } from '../limits'
import type { ConversationMemory, Remembered } from '../schema'
import { getMemoryState } from '../settings/manage-settings'
import { isNewsOf } from '../to-dto'
import { findNotes, hasConversation } from './data'

/**
 * What is remembered of a conversation: by message what lasts, and its notes.
 *
 * @throws AppError `not_found` for a foreign conversation
 */
export async function getConversationMemory(ctx: Ctx, conversationId: string): Promise<ConversationMemory> {
  assertCan(ctx, 'memory:read')
  const [state, isThere] = await Promise.all([getMemoryState(ctx), hasConversation(ctx, conversationId)])
  if (!isThere) throw notFound('conversation')
  const { noteHours } = state
  if (state.mode === 'off') return { isOn: false, remembered: {}, notes: [], noteHours }
  const [memories, notes] = await Promise.all([
    findMemoriesFrom(ctx, [conversationId]),
    findNotes(ctx, conversationId, NOTES_MAX),
  ])
  const replaced = memories.flatMap(({ replacesId }) => replacesId ?? [])
  const texts = new Map((await findMemoriesById(ctx, replaced)).map(({ id, text }) => [id, text]))
  const remembered = new Map<string, Remembered[]>()
  for (const memory of memories)
    for (const { messageId, ...source } of memory.sources)
      if (source.conversationId === conversationId && isNewsOf(memory, messageId))
        remembered.set(messageId, [
          ...(remembered.get(messageId) ?? []),
          toRemembered(memory, messageId, texts),
        ])
  return {
    isOn: true,
    remembered: Object.fromEntries(remembered),
    notes: notes.map(({ createdAt, expiresAt, ...note }) => ({
      ...note,
      createdAt: createdAt.toISOString(),
      expiresAt: expiresAt.toISOString(),
    })),
    noteHours,
  }
}

function toRemembered(
  { id, text, status, replacesId, history }: MemoryRecord,
  messageId: string,
  texts: ReadonlyMap<string, string>,
): Remembered {
  const before = history.findLast((earlier) => earlier.messageId === messageId)
  const instead = (replacesId && texts.get(replacesId)) ?? before?.text ?? null
  return { id, text, status, instead }
}
