import 'server-only'
import {
  assembleParts,
  endGeneration,
  findStale,
  type GenerationRecord,
  plainText,
  type ReplyChunk,
  readWholeLog,
  STALE_MS,
} from '@/lib/generations/server'
import { log } from '@/lib/platform/log'
import { touchConversation } from './data'
import { findMessage, saveReply } from './messages/data'
import { comparedWith } from './order'
import { publishReply } from './publish-reply'

/** Saves what the logs of replies hold whose server is gone, and marks them interrupted. For a timer and for `/api/cron/reap`. */
export async function reapStaleReplies(): Promise<number> {
  const stale = await findStale(new Date(Date.now() - STALE_MS))
  for (const generation of stale) await reap(generation)
  return stale.length
}

/** The same for the replies of one conversation somebody looks at. @returns those still running */
export async function reapIfStale(generations: readonly GenerationRecord[]): Promise<GenerationRecord[]> {
  const running: GenerationRecord[] = []
  for (const generation of generations) {
    if (generation.heartbeatAt.getTime() < Date.now() - STALE_MS) await reap(generation)
    else running.push(generation)
  }
  return running
}

async function reap(generation: GenerationRecord): Promise<void> {
  const { _id, conversationId, userMessageId, replyId } = generation
  const entries = await readWholeLog(_id)
  const chunks = entries.flatMap((entry) => JSON.parse(entry.chunks) as ReplyChunk[])
  // Another model may have stepped in.
  const model = chunks.findLast(isAboutModel)?.messageMetadata?.model ?? generation.model
  const parent = await findMessage(generation, conversationId, userMessageId)
  if (parent) {
    const parts = assembleParts(chunks)
    const position = { conversationId, parentId: userMessageId, depth: parent.depth + 1 }
    const content = { role: 'assistant', parts, text: plainText(parts), model, usage: null, error: null }
    await saveReply(generation, { _id: replyId, ...position, ...content, status: 'interrupted' })
    await touchConversation(generation, conversationId, comparedWith(generation) ? null : replyId)
  }
  // Its log stays without an end: readers learn it from what is saved (`streamReply`).
  if (!(await endGeneration(_id, 'interrupted'))) return
  publishReply(generation, generation, 'ended')
  log.warn('reply interrupted', { generationId: _id, conversationId })
}

function isAboutModel(chunk: ReplyChunk): chunk is Extract<ReplyChunk, { type: 'message-metadata' }> {
  return chunk.type === 'message-metadata'
}
