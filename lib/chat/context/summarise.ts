import 'server-only'
import { z } from 'zod'
import type { Scope } from '@/lib/auth/context'
import { idSchema } from '@/lib/core/id-schema'
import type { GenerationRecord } from '@/lib/generations/server'
import { cancelJobs, enqueueJob, type JobHandler } from '@/lib/jobs/server'
import { chooseModel, openModels } from '@/lib/models/server'
import { deleteSummariesFrom, findSummaries, saveSummary, writeSummary } from '@/lib/summaries/server'
import { findOnBranch, isSent, newestFirst, replyReserve } from '../build-context'
import { findConversation } from '../data'
import { findMessage, type MessageRecord } from '../messages/data'
import { estimateTokens, messageTokens } from './tokens'

/** So much of a model's window stays for messages as they are; what is older goes into the summary. */
const KEPT = 0.5
const SUMMARY_MIN = 128
const SUMMARY_MAX = 1_000
/** What one summary is made of, at most: a long past is summarised piece by piece. */
const MOST_MATERIAL = 24_000

const payloadSchema = z.object({
  workspaceId: idSchema,
  userId: idSchema,
  conversationId: idSchema,
  leafId: idSchema,
  model: z.string(),
})
type Payload = z.infer<typeof payloadSchema>

/** Asks for a summary of what no longer fits before this reply. It is made in the background: nobody waits for it. */
export async function orderSummary(scope: Scope, generation: GenerationRecord, model: string): Promise<void> {
  const { conversationId, replyId: leafId, temporary } = generation
  if (temporary) return
  const { workspaceId, userId } = scope
  await order({ workspaceId, userId, conversationId, leafId, model }, leafId)
}

/** What is being summarised comes to nothing: a person's own word about the summaries stands until the next reply. */
export const cancelSummaries = (conversationId: string) => cancelJobs('summarise', { conversationId })

const order = (payload: Payload, key: string) => enqueueJob('summarise', payload, key)

const summarise: JobHandler = async (payload, isWanted) => {
  const { conversationId, leafId, model: wanted, ...scope } = payloadSchema.parse(payload)
  const [leaf, access] = await Promise.all([findMessage(scope, conversationId, leafId), openModels(scope)])
  const model = leaf && (await chooseModel(access, [wanted]))
  if (!model) return
  const room = model.contextWindow - replyReserve(model)
  const maxTokens = Math.min(SUMMARY_MAX, Math.max(SUMMARY_MIN, Math.floor(room / 8)))
  const older = await olderThanKept(scope, leaf, room * KEPT)
  const end = older[0]
  if (!end) return
  const summaries = await findSummaries(scope, conversationId)
  const base = await findOnBranch(
    scope,
    end,
    summaries.filter(({ throughDepth }) => throughDepth <= end.depth),
  )
  const limit = Math.min(MOST_MATERIAL, room - maxTokens - (base?.tokens ?? 0)) * 0.8
  const material = await oldestThatFit(older, base?.throughDepth ?? -1, limit)
  const last = material.at(-1)
  if (!last) return
  const text = await writeSummary(scope, access, model, { before: base?.text ?? null, material, maxTokens })
  const through = { conversationId, throughId: last._id, throughDepth: last.depth }
  await saveSummary(scope, { ...through, text, tokens: estimateTokens(text), model: model.id })
  // Somebody may have deleted a message meanwhile, or dropped or corrected what this builds on: nothing of it may stay.
  if (!(await isWanted()) || (await isAnyGone(scope, conversationId, material)))
    return deleteSummariesFrom(scope, conversationId, last.depth)
  if (last._id !== end._id)
    await order({ conversationId, leafId, model: wanted, ...scope }, `${leafId}:${last._id}`)
}

/** What is older than the part that stays as it is, newest first; it begins with a reply. */
async function olderThanKept(scope: Scope, leaf: MessageRecord, kept: number): Promise<MessageRecord[]> {
  const older: MessageRecord[] = []
  let used = 0
  for await (const message of newestFirst(scope, leaf)) {
    if (isSent(message)) used += await messageTokens(message)
    const isKept = message === leaf || used <= kept
    if (older.length > 0 || (!isKept && message.role === 'assistant')) older.push(message)
  }
  return older
}

async function oldestThatFit(
  older: readonly MessageRecord[],
  afterDepth: number,
  limit: number,
): Promise<MessageRecord[]> {
  const fitting: MessageRecord[] = []
  let used = 0
  for (const message of older.toReversed()) {
    if (message.depth <= afterDepth || !isSent(message)) continue
    used += await messageTokens(message)
    if (used > limit && fitting.length > 0) break
    fitting.push(used > limit ? { ...message, text: message.text.slice(0, Math.floor(limit)) } : message)
  }
  // It ends with a reply, so that what is sent after it begins with a question.
  while (fitting.length > 1 && fitting.at(-1)?.role !== 'assistant') fitting.pop()
  return fitting
}

async function isAnyGone(
  scope: Scope,
  conversationId: string,
  messages: readonly MessageRecord[],
): Promise<boolean> {
  const conversation = await findConversation(scope, conversationId)
  if (!conversation || conversation.deletedAt) return true
  const first = messages[0]
  const last = messages.at(-1) && (await findMessage(scope, conversationId, messages.at(-1)?._id ?? ''))
  if (!first || !last) return true
  const used = new Set(messages.map(({ _id }) => _id))
  let left = used.size
  for await (const message of newestFirst(scope, last)) {
    if (used.has(message._id) && isSent(message)) left--
    if (message.depth <= first.depth) break
  }
  return left > 0
}

/** The job of this part by its kind. */
export const summaryJobs: Record<string, JobHandler> = { summarise }
