import 'server-only'
import {
  assembleParts,
  endGeneration,
  findStale,
  type GenerationRecord,
  isAbandoned,
  plainText,
  type ReplyChunk,
  type ReplyPart,
  readWholeLog,
  STALE_MS,
} from '@/lib/generations/server'
import { log } from '@/lib/platform/log'
import { touchConversation } from './data'
import { findMessage, rescueReply } from './messages/data'
import { comparedWith } from './order'
import { publishReply } from './publish-reply'

/** Saves what the logs of replies hold whose server is gone, and marks them interrupted. For a timer and for `/api/cron/reap`. */
export async function reapStaleReplies(): Promise<number> {
  const stale = await findStale(new Date(Date.now() - STALE_MS))
  const running = await reapIfStale(stale)
  return stale.length - running.length
}

/** The same for the replies of one conversation somebody looks at. @returns those still running */
export async function reapIfStale(generations: readonly GenerationRecord[]): Promise<GenerationRecord[]> {
  const running: GenerationRecord[] = []
  for (const generation of generations) {
    if (isAbandoned(generation)) await reap(generation)
    else running.push(generation)
  }
  return running
}

/**
 * The reply is saved before its generation ends, so that the next reaper goes on should this one die. Its server may have saved more,
 * or may do so meanwhile: that stays.
 */
async function reap(generation: GenerationRecord): Promise<void> {
  const { _id, conversationId, userMessageId, replyId } = generation
  const [parent, before] = await Promise.all([
    findMessage(generation, conversationId, userMessageId),
    findMessage(generation, conversationId, replyId),
  ])
  const entries = await readWholeLog(_id)
  const chunks = entries.flatMap((entry) => JSON.parse(entry.chunks) as ReplyChunk[])
  // Another model may have stepped in.
  const model = chunks.findLast(isAboutModel)?.messageMetadata?.model ?? generation.model
  const parts = assembleParts(chunks)
  if (parent && (!before || lengthOf(parts) > lengthOf(before.parts as ReplyPart[]))) {
    const position = { conversationId, parentId: userMessageId, depth: parent.depth + 1 }
    const content = { role: 'assistant', parts, text: plainText(parts), model, usage: null, error: null }
    await rescueReply(generation, before, { _id: replyId, ...position, ...content, status: 'interrupted' })
  }
  if (parent) await touchConversation(generation, conversationId, comparedWith(generation) ? null : replyId)
  // Its log stays without an end: readers learn it from what is saved (`streamReply`).
  if (!(await endGeneration(_id, 'interrupted'))) return
  publishReply(generation, generation, 'ended')
  log.warn('reply interrupted', { generationId: _id, conversationId })
}

const lengthOf = (parts: readonly ReplyPart[]): number =>
  parts.reduce((sum, { text }) => sum + text.length, 0)

function isAboutModel(chunk: ReplyChunk): chunk is Extract<ReplyChunk, { type: 'message-metadata' }> {
  return chunk.type === 'message-metadata'
}
