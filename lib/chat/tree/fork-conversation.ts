import 'server-only'
import type { Ctx } from '@/lib/auth/context'
import { assertCan } from '@/lib/auth/permissions'
import { notFound } from '@/lib/core/errors'
import { publishConversations } from '@/lib/live/server'
import { findConversation } from '../data'
import { TITLE_MAX_CHARS } from '../limits'
import { findMessage } from '../messages/data'
import { requireConversation } from '../read-conversation'
import { copyBranch } from './copy-branch'
import { readWholeBranch } from './window'

const MARK = / \(fork(?: (\d+))?\)$/

/** @returns the title of a fork: "Trip (fork)", of a fork of it "Trip (fork 2)" */
export function forkTitle(title: string): string {
  const count = MARK.exec(title)
  const mark = count ? ` (fork ${Number(count[1] ?? 1) + 1})` : ' (fork)'
  return title.replace(MARK, '').slice(0, TITLE_MAX_CHARS - mark.length) + mark
}

/**
 * Begins a new conversation with everything up to a message. The old one stays as it is.
 *
 * @param forkId client-made id of the new conversation: asking again with the same id makes no second one
 */
export async function forkConversation(
  ctx: Ctx,
  { id, messageId, forkId }: { id: string; messageId: string; forkId: string },
): Promise<{ id: string }> {
  assertCan(ctx, 'conversation:write')
  const [source, message, known] = await Promise.all([
    requireConversation(ctx, id),
    findMessage(ctx, id, messageId),
    findConversation(ctx, forkId),
  ])
  if (!message || message.deletedAt) throw notFound('message')
  if (known) return { id: forkId }
  const { model, folderId, assistantId, instructions, modelSettings, emoji, colour } = source
  const kept = { model, folderId, assistantId, instructions, modelSettings, emoji, colour }
  await copyBranch(ctx, await readWholeBranch(ctx, message), {
    _id: forkId,
    title: forkTitle(source.title),
    ...kept,
    insightOffAt: source.insightOffAt ?? null,
  })
  publishConversations(ctx, [forkId])
  return { id: forkId }
}
