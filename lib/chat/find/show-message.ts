import 'server-only'
import type { Ctx, Scope } from '@/lib/auth/context'
import { assertCan } from '@/lib/auth/permissions'
import { notFound } from '@/lib/core/errors'
import { publishConversations } from '@/lib/live/server'
import { branchOf, toChatMessage } from '../branch'
import { updateConversation } from '../data'
import { findMessage, findNodesBelow } from '../messages/data'
import { requireConversation } from '../read-conversation'
import type { MessageWindow } from '../schema'
import { newestEnd, readWindow } from '../tree/window'
import { type Node, pathDown } from './path'

/** Messages on each side of the one that is shown, and in a page of newer ones. */
const AROUND = 20
const PAGE = 40

/**
 * Shows a message wherever it is: makes its branch the one that is shown, unless it is on it already.
 *
 * @returns the part of the branch around it
 * @throws AppError `not_found` for a message that is deleted, or not of this conversation
 */
export async function showMessage(
  ctx: Ctx,
  { id, messageId }: { id: string; messageId: string },
): Promise<MessageWindow> {
  assertCan(ctx, 'conversation:read')
  const { leafId } = await requireConversation(ctx, id)
  const path = await pathFrom(ctx, id, messageId, leafId)
  const leaf = path.at(-1)
  if (leaf && leaf.id !== leafId) {
    assertCan(ctx, 'conversation:write')
    await updateConversation(ctx, id, { leafId: leaf.id })
    publishConversations(ctx, [id])
  }
  const from = Math.max(0, (path[0]?.depth ?? 0) - AROUND)
  return readPart(ctx, id, path, { from, count: AROUND })
}

/** @returns the page of the shown branch that comes after a message */
export async function getNewerMessages(ctx: Ctx, id: string, after: string): Promise<MessageWindow> {
  assertCan(ctx, 'conversation:read')
  const { leafId } = await requireConversation(ctx, id)
  const path = await pathFrom(ctx, id, after, leafId)
  const from = (path[0]?.depth ?? 0) + 1
  return readPart(ctx, id, path, { from, count: PAGE })
}

/** The branch from a message to its end: the one that is shown, or the newest that comes by. */
async function pathFrom(scope: Scope, id: string, messageId: string, leafId: string | null): Promise<Node[]> {
  const message = await findMessage(scope, id, messageId)
  if (!message || message.deletedAt) throw notFound('message')
  const { parentId, depth, deletedAt } = message
  const start = { id: message._id, parentId, depth, deletedAt }
  const below = await findNodesBelow(scope, id, depth)
  const shown = pathDown(start, below, leafId)
  if (shown) return shown
  return pathDown(start, below, (await newestEnd(scope, message))._id) ?? [start]
}

/** The branch from depth `from` to `count` messages after the first of `path`. */
async function readPart(
  scope: Scope,
  id: string,
  path: readonly Node[],
  { from, count }: { from: number; count: number },
): Promise<MessageWindow> {
  const end = path[Math.min(count, path.length - 1)]
  if (!end || end.depth < from) return { messages: [], hasOlder: from > 0, hasNewer: false }
  const branch = branchOf(await readWindow(scope, id, from, end.depth), end.id)
  return {
    messages: branch
      .filter(({ message }) => message.depth >= from)
      .map(({ message, siblingIds }) => toChatMessage(message, siblingIds)),
    hasOlder: from > 0,
    hasNewer: end !== path.at(-1),
  }
}
