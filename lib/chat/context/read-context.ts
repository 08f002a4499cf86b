import 'server-only'
import { getProfile } from '@/lib/accounts/server'
import { findReplyingAssistant } from '@/lib/assistants/server'
import type { Ctx } from '@/lib/auth/context'
import { assertCan } from '@/lib/auth/permissions'
import { careAdvice } from '@/lib/care/server'
import { AppError, notFound } from '@/lib/core/errors'
import { adviceFor } from '@/lib/insight/server'
import { recall } from '@/lib/memory/server'
import type { ModelSettings } from '@/lib/models/schema'
import { chooseModel, mergeSettings, openModels } from '@/lib/models/server'
import { deleteSummariesFrom, findSummary, type SummaryRecord, updateSummary } from '@/lib/summaries/server'
import { buildContext, type Context, type Entry, ownWords, replyReserve, sumOf } from '../build-context'
import { composeInstructions, type InstructionParts } from '../instructions'
import { findMessage } from '../messages/data'
import { requireConversation } from '../read-conversation'
import type { ContextView } from '../schema'
import { instructionParts } from './instruction-parts'
import { cancelSummaries } from './summarise'
import { estimateTokens } from './tokens'

/** More are not listed one by one. */
const MOST_LISTED = 60
const EXCERPT_CHARS = 160

const SOURCES: Record<Exclude<keyof InstructionParts, 'summary'>, string> = {
  persona: 'Numina, and what you asked of it in every conversation',
  memories: 'What Numina remembers of you',
  feeling: 'How you seem to feel, to be answered accordingly',
  assistant: 'The assistant',
  folder: 'The folder',
  conversation: 'This conversation',
  notes: 'Notes of this conversation',
  care: 'What was written last may show that somebody is in danger',
}

/**
 * What the model will see with the next message: instructions, summary and messages, with their estimated tokens.
 *
 * @throws AppError `not_found` for a foreign conversation, `unavailable` when no model can be reached
 */
export async function readContext(ctx: Ctx, conversationId: string): Promise<ContextView> {
  assertCan(ctx, 'conversation:read')
  const [conversation, access, profile] = await Promise.all([
    requireConversation(ctx, conversationId),
    openModels(ctx),
    getProfile(ctx),
  ])
  const assistant = await findReplyingAssistant(ctx, conversation.assistantId)
  const model = await chooseModel(access, [conversation.model, assistant?.model])
  if (!model) throw new AppError('unavailable', 'No model can be reached right now.')
  const leaf = conversation.leafId ? await findMessage(ctx, conversationId, conversation.leafId) : null
  const feeling = adviceFor(ctx, conversationId)
  const { folderId, assistantId } = conversation
  const recalled = recall(
    ctx,
    conversationId,
    Promise.resolve(access),
    null,
  )({ folderId, assistantId, question: leaf?.text ?? '' })
  const asked = { ...conversation, hint: undefined }
  const parts = await instructionParts(ctx, profile, asked, assistant, feeling, recalled)
  const layers = [
    conversation.modelSettings as ModelSettings | null,
    access.personal.settings,
    access.workspace.settings,
  ]
  const reserve = replyReserve(model, mergeSettings(model, layers))
  const instructions = composeInstructions(parts)
  const context = leaf && (await buildContext(ctx, leaf, instructions, model.contextWindow - reserve))
  const entries = context?.entries ?? []
  const listed = entries.slice(-MOST_LISTED)
  return {
    model: model.label,
    window: model.contextWindow,
    reserve,
    tokens: context?.tokens ?? estimateTokens(instructions),
    instructions: listInstructions({ ...parts, care: careAdvice(ownWords(context?.messages ?? [])) }),
    summary: context?.summary ? toSummary(context.summary) : null,
    messages: listed.map(toListed),
    unlisted: { count: entries.length - listed.length, tokens: sumOf(entries) - sumOf(listed) },
    leftOut: leftOutOf(context),
  }
}

/** How many messages of the branch come before those that are sent, and whether the summary stands for all of them. */
function leftOutOf(context: Context | null): ContextView['leftOut'] {
  const first = context?.entries[0]?.message.depth ?? 0
  const count = context?.isCut ? first : 0
  return { count, isSummarised: count === 0 || (context?.summary?.throughDepth ?? -1) >= first - 1 }
}

function listInstructions(parts: InstructionParts): ContextView['instructions'] {
  return Object.entries(SOURCES).flatMap(([key, source]) => {
    const text = parts[key as keyof typeof SOURCES]
    return text ? [{ source, text, tokens: estimateTokens(text) }] : []
  })
}

function toListed({ message: { _id, role, text }, tokens }: Entry): ContextView['messages'][number] {
  const words = text
    .slice(0, EXCERPT_CHARS * 2)
    .replace(/\s+/g, ' ')
    .trim()
  const excerpt = words.length > EXCERPT_CHARS ? `${words.slice(0, EXCERPT_CHARS).trimEnd()}…` : words
  return { id: _id, role: role === 'user' ? 'user' : 'assistant', excerpt, tokens }
}

function toSummary({ _id, text, tokens, editedAt }: SummaryRecord): NonNullable<ContextView['summary']> {
  return { id: _id, text, tokens, isEdited: editedAt !== null }
}

/** Changes what stands for the older part of a conversation; later summaries build on it. */
export async function editSummary(
  ctx: Ctx,
  { conversationId, summaryId, text }: { conversationId: string; summaryId: string; text: string },
): Promise<null> {
  const { throughDepth } = await requireSummary(ctx, conversationId, summaryId)
  await cancelSummaries(conversationId)
  // What was built on it meanwhile says what has just been corrected.
  await deleteSummariesFrom(ctx, conversationId, throughDepth + 1)
  await updateSummary(ctx, summaryId, { text, tokens: estimateTokens(text), editedAt: new Date() })
  return null
}

/**
 * Drops a summary with all others of the conversation: what it was built on says the same, and would take its place. The next reply has a
 * new one made, should it need one.
 */
export async function dropSummary(
  ctx: Ctx,
  { conversationId, summaryId }: { conversationId: string; summaryId: string },
): Promise<null> {
  await requireSummary(ctx, conversationId, summaryId)
  await cancelSummaries(conversationId)
  await deleteSummariesFrom(ctx, conversationId, 0)
  return null
}

async function requireSummary(ctx: Ctx, conversationId: string, summaryId: string): Promise<SummaryRecord> {
  assertCan(ctx, 'conversation:write')
  await requireConversation(ctx, conversationId)
  const summary = await findSummary(ctx, conversationId, summaryId)
  if (!summary) throw notFound('summary')
  return summary
}
