import 'server-only'
import type { Scope } from '@/lib/auth/context'
import { findNewestByKey, type GenerationRecord, retireKeys } from '@/lib/generations/server'
import { toChatMessage } from '../branch'
import { findMessage } from '../messages/data'
import { comparedWith, secondKeys } from '../order'
import type { ComparisonView } from '../schema'

/** What is being made in a conversation: one reply, or two that are compared. */
export type Underway = {
  /** The reply at the end of the branch; null when only the second of two is still being made. */
  generation: GenerationRecord | null
  /** Where the branch to be shown ends, before the reply being made; null: where the conversation says. */
  leafId: string | null
  comparison: ComparisonView | null
}

/**
 * Finds out whether the replies being made are compared, and with what; or, when none is being made, whether the one the branch ends
 * with still waits to be chosen or not.
 */
export async function readComparison(
  scope: Scope,
  { id: conversationId, leafId: shownId }: { id: string; leafId: string | null },
  running: readonly GenerationRecord[],
): Promise<Underway> {
  if (running.length === 0) {
    const open = shownId ? await findNewestByKey(scope, secondKeys(shownId)) : null
    const comparison = open && open.status !== 'running' ? await toView(scope, open) : null
    return { generation: null, leafId: null, comparison }
  }
  const first = running.findLast((generation) => !comparedWith(generation)) ?? null
  const second = running.findLast(comparedWith) ?? (first && (await findSecond(scope, first)))
  const alone = first ?? second
  const plain: Underway = { generation: alone, leafId: alone?.userMessageId ?? null, comparison: null }
  if (!second) return plain

  const firstId = comparedWith(second)
  if (first && first.replyId !== firstId) return plain
  const ended = !first && firstId ? await findMessage(scope, conversationId, firstId) : null
  if (!first && (!ended || ended.deletedAt)) return plain
  const comparison = await toView(scope, second)
  if (!comparison) return plain
  return { generation: first, leafId: first?.userMessageId ?? firstId, comparison }
}

/** One of two answers is chosen: this reply, which may have been the first of them, is no longer compared. */
export async function endComparison(scope: Scope, firstId: string): Promise<void> {
  await retireKeys(scope, secondKeys(firstId))
}

/** A reply that goes on later is no longer compared with what it was compared with once. */
async function findSecond(scope: Scope, first: GenerationRecord): Promise<GenerationRecord | null> {
  const second = await findNewestByKey(scope, secondKeys(first.replyId))
  return second && second.startedAt >= first.startedAt ? second : null
}

async function toView(scope: Scope, second: GenerationRecord): Promise<ComparisonView | null> {
  const { _id, replyId, model, conversationId, status } = second
  if (status === 'running') return { replyId, model, generationId: _id, message: null }
  const message = await findMessage(scope, conversationId, replyId)
  if (!message || message.deletedAt) return null
  return { replyId, model, generationId: null, message: toChatMessage(message) }
}
