import 'server-only'
import type { Scope } from '@/lib/auth/context'
import { branchOf, exitOf, MessageTree } from '../branch'
import { findMessagesByDepth, type MessageRecord } from '../messages/data'
import { findChildrenOf } from './data'

/** How many depths are read at once along a branch. */
const AT_ONCE = 200
/** How many more are looked at above when a window begins under deleted messages. */
const FURTHER = 10

/**
 * The messages between two depths, and beyond them as far as deleted messages at the edges hide who stands beside whom. One depth
 * above comes along always.
 */
export async function readWindow(
  scope: Scope,
  conversationId: string,
  from: number,
  to: number,
): Promise<MessageRecord[]> {
  let top = Math.max(0, from - 1)
  const messages: MessageRecord[] = await findMessagesByDepth(scope, conversationId, top, to)
  while (top > 0 && messages.some(({ depth, deletedAt }) => depth === top && deletedAt)) {
    const higher = Math.max(0, top - FURTHER)
    messages.unshift(...(await findMessagesByDepth(scope, conversationId, higher, top - 1)))
    top = higher
  }
  let stones = messages.filter(({ depth, deletedAt }) => depth === to && deletedAt)
  while (stones.length > 0) {
    const ids = stones.map(({ _id }) => _id)
    const below: MessageRecord[] = await findChildrenOf(scope, conversationId, ids)
    messages.push(...below)
    stones = below.filter(({ deletedAt }) => deletedAt)
  }
  return messages
}

/** @returns the newest end of what was written after a message; the message itself when it is the end */
export async function newestEnd(scope: Scope, message: MessageRecord): Promise<MessageRecord> {
  for (let leaf = message; ; ) {
    const to = leaf.depth + AT_ONCE
    const tree = new MessageTree(await readWindow(scope, leaf.conversationId, leaf.depth + 1, to))
    let at = leaf
    for (let next = tree.childrenOf(at._id).at(-1); next; next = tree.childrenOf(at._id).at(-1)) at = next
    if (at.depth < to) return at
    leaf = at
  }
}

/** The whole branch that ends at a message, oldest first, without what is deleted. */
export async function readWholeBranch(scope: Scope, leaf: MessageRecord): Promise<MessageRecord[]> {
  const parts: MessageRecord[][] = []
  let to = leaf.depth
  for (let id: string | null = leaf._id; id; ) {
    const from = Math.max(0, to - AT_ONCE + 1)
    const window: MessageRecord[] = await findMessagesByDepth(scope, leaf.conversationId, from, to)
    parts.push(branchOf(window, id).map(({ message }) => message))
    id = exitOf(window, id)
    to = from - 1
    if (to < 0) break
  }
  return parts.reverse().flat()
}
