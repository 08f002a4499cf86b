import 'server-only'
import type { Scope } from '@/lib/auth/context'
import { findMessage, type MessageRecord } from '../messages/data'
import { findMessagesByIds, findParents, findSizes, type MessageSize } from './data'

/** Which branch: the one that ends at `leafId`. The scope says whose it is, not who asks. */
export type BranchRef = { scope: Scope; conversationId: string; leafId: string }

const AT_ONCE = 100

/** @returns the ids of a branch from its first message to its leaf; empty when there is no such leaf */
export async function findBranchIds({ scope, conversationId, leafId }: BranchRef): Promise<string[]> {
  const leaf = await findMessage(scope, conversationId, leafId)
  if (!leaf) return []
  const parents = await findParents(scope, conversationId, leaf.depth)
  const ids: string[] = []
  // A branch is never longer than its leaf is deep: a ring, which nothing here can make, ends too.
  for (let at: string | null | undefined = leafId; at && ids.length <= leaf.depth; at = parents.get(at))
    ids.push(at)
  return ids.reverse()
}

/** The messages with these ids, some at a time: a branch of any length in little memory. Deleted ones are left out. */
export async function* readMessages(
  { scope, conversationId }: BranchRef,
  ids: readonly string[],
): AsyncGenerator<MessageRecord> {
  for (let from = 0; from < ids.length; from += AT_ONCE) {
    const messages = await findMessagesByIds(scope, conversationId, ids.slice(from, from + AT_ONCE))
    yield* messages.filter(({ deletedAt }) => deletedAt === null)
  }
}

/** @returns how long the messages of a branch are that have words, in the order of `ids`, which are all of it; deleted ones are left out */
export async function measureMessages(
  { scope, conversationId }: BranchRef,
  ids: readonly string[],
): Promise<MessageSize[]> {
  const sizes = await findSizes(scope, conversationId, ids.length - 1)
  return ids.flatMap((id) => sizes.get(id) ?? [])
}
