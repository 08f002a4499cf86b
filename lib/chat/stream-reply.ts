import 'server-only'
import type { Ctx } from '@/lib/auth/context'
import { assertCan } from '@/lib/auth/permissions'
import { notFound } from '@/lib/core/errors'
import {
  chunksOf,
  findGeneration,
  type GenerationRecord,
  markStopRequested,
  type ReplyChunk,
  type ReplyPart,
  stopLocally,
  streamGeneration,
} from '@/lib/generations/server'
import { endWithSession } from '@/lib/sessions/server'
import { toChatMessage } from './branch'
import { findMessage, type MessageRecord } from './messages/data'
import { requireConversation } from './read-conversation'
import { reapIfStale } from './reap'
import type { MessageStatus } from './schema'

/**
 * The stream of a reply, of a running one and of an ended one alike. It ends with the session it was asked for in.
 *
 * @param after the number of the last chunk the reader has; 0 for everything
 */
export function streamReply(
  ctx: Ctx,
  generation: GenerationRecord,
  after: number,
): ReadableStream<Uint8Array> {
  const { sessionId } = ctx
  return streamGeneration(
    generation,
    after,
    (hasBegun) => findEnd(ctx, generation, hasBegun),
    sessionId ? (cutOff) => endWithSession(sessionId, cutOff) : undefined,
  )
}

/** @throws AppError `not_found` for a foreign conversation or generation */
export async function findReply(
  ctx: Ctx,
  conversationId: string,
  generationId: string,
): Promise<GenerationRecord> {
  assertCan(ctx, 'conversation:read')
  const generation = await findGeneration(ctx, conversationId, generationId)
  if (!generation?.temporary) await requireConversation(ctx, conversationId)
  if (!generation) throw notFound('reply')
  return generation
}

/**
 * Stops the replies of a conversation, whichever server makes them. What they have is kept.
 *
 * @param replyId only this one, of two that are compared
 */
export async function stopReply(ctx: Ctx, conversationId: string, replyId?: string): Promise<void> {
  assertCan(ctx, 'conversation:write')
  const running = await markStopRequested(ctx, [conversationId], replyId)
  // A temporary conversation is known by its running reply alone.
  if (running.length === 0) await requireConversation(ctx, conversationId)
  for (const id of running) stopLocally(id)
}

/**
 * The end of a reply whose log lacks it: made from the saved message.
 *
 * @param hasBegun the reader has some of it already; who has nothing is given the whole message, for when the log is gone
 * @returns null while the reply is still being made
 */
async function findEnd(
  ctx: Ctx,
  { _id, conversationId }: GenerationRecord,
  hasBegun: boolean,
): Promise<ReplyChunk[] | null> {
  const generation = await findGeneration(ctx, conversationId, _id)
  if (!generation) throw notFound('reply')
  if (generation.status === 'running') {
    // Should its server be gone, the next look finds how it ended.
    await reapIfStale([generation])
    return null
  }
  const message = generation.temporary ? null : await findMessage(ctx, conversationId, generation.replyId)
  const metadata = message ? toChatMessage(message).metadata : endOf(generation)
  const whole = message && !message.deletedAt && !hasBegun ? wholeOf(message) : []
  return [...whole, { type: 'finish', ...(metadata && { messageMetadata: metadata }) }]
}

function wholeOf({ _id, parts }: MessageRecord): ReplyChunk[] {
  const chunks = (parts as ReplyPart[]).flatMap((part, i) => chunksOf(part, String(i)))
  return [{ type: 'start', messageId: _id }, ...chunks]
}

/** How a reply ended of which nothing is kept. */
function endOf({ userMessageId, status, startedAt }: GenerationRecord) {
  return {
    parentId: userMessageId,
    status: status as MessageStatus,
    createdAt: startedAt.toISOString(),
  }
}
