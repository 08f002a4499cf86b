import 'server-only'
import type { Scope } from '@/lib/auth/context'
import type { ModelDto, ModelSettings } from '@/lib/models/schema'
import type { Said } from '@/lib/platform/models/stream-model'
import { findSummaries, type SummaryRecord } from '@/lib/summaries/server'
import { branchOf, exitOf } from './branch'
import { estimateTokens, messageTokens } from './context/tokens'
import { findMessagesByDepth, type MessageRecord } from './messages/data'

const READ_AT_ONCE = 100
/** Room for a reply nobody has set a length for; one that thinks first needs more. */
const USUAL_REPLY = 4_096
const USUAL_REASONED_REPLY = 16_384
/** A summary that takes more of the room than this is no help. */
const MOST_FOR_SUMMARY = 0.5
/** The summary is made before it is needed: when so much of the room is used. */
const NEARLY_FULL = 0.8

/** A message that is sent, with its estimated tokens. */
export type Entry = { message: MessageRecord; tokens: number }

export type Context = {
  messages: Said[]
  /** What the messages are made of, oldest first. */
  entries: Entry[]
  /** Stands for what is left out, or for most of it. */
  summary: SummaryRecord | null
  /** Estimated tokens of instructions, summary and messages. */
  tokens: number
  /** Older messages are not sent. */
  isCut: boolean
  /** What is left out, or soon will be, is not in a summary yet. */
  wantsSummary: boolean
  /** False when even the newest message alone does not fit. */
  fits: boolean
}

/** @returns how many tokens of a model's window are kept for its reply */
export function replyReserve(
  { contextWindow, maxOutput, reasons }: Pick<ModelDto, 'contextWindow' | 'maxOutput' | 'reasons'>,
  settings: ModelSettings = {},
): number {
  const wanted = settings.maxOutput ?? (reasons ? USUAL_REASONED_REPLY : USUAL_REPLY)
  const most = Math.floor(contextWindow / (settings.maxOutput === undefined ? 4 : 2))
  return Math.min(wanted, maxOutput ?? wanted, most)
}

/**
 * The messages a model is given: the branch that ends at `leaf`, newest first, as far as they fit beside the instructions. When not
 * all do, the part up to a summary gives way to the summary, so that the beginning of the prompt stays the same from turn to turn
 * (providers cache it) and room is left to grow into.
 *
 * @param budget tokens for instructions and messages: the model's window without what is kept for the reply
 */
export async function buildContext(
  scope: Scope,
  leaf: MessageRecord,
  instructions: string,
  budget: number,
): Promise<Context> {
  const room = budget - estimateTokens(instructions)
  const [walk, summaries] = await Promise.all([
    gather(scope, leaf, room),
    leaf.depth > 0 ? findSummaries(scope, leaf.conversationId) : [],
  ])
  const { isCut } = walk
  const earlier = summaries.filter(({ throughDepth }) => throughDepth < leaf.depth)
  const found = isCut ? await summaryOf(scope, walk, earlier, room) : null
  const beside = found && besideSummary(walk.entries, found, room)
  const summary = beside ? found : null
  const entries = beside ?? walk.entries
  // A conversation that is cut begins with something the person said.
  while (isCut && entries.length > 1 && entries[0]?.message.role === 'assistant') entries.shift()
  const used = sumOf(entries) + (summary?.tokens ?? 0)
  // A summary ends with a reply, so that what follows it begins with a question.
  const hasGap = isCut && (entries[0]?.message.depth ?? 0) > (summary?.throughDepth ?? -1) + 1
  return {
    messages: entries.map(({ message: { role, text } }) => ({
      role: role === 'user' ? 'user' : 'assistant',
      content: text,
    })),
    entries,
    summary,
    tokens: budget - room + used,
    isCut,
    wantsSummary: hasGap || used > room * NEARLY_FULL,
    fits: entries.length > 0,
  }
}

/** @returns what the person said themselves, in the order it was said */
export const ownWords = (messages: readonly Said[]): string[] =>
  messages.flatMap(({ role, content }) => (role === 'user' ? [content] : []))

export const sumOf = (entries: readonly Entry[]): number =>
  entries.reduce((sum, { tokens }) => sum + tokens, 0)

type Walk = {
  /** What fits, oldest first. */
  entries: Entry[]
  isCut: boolean
  /** Where the walk stopped; the leaf when not even that fits. */
  last: MessageRecord
  seen: Set<string>
}

async function gather(scope: Scope, leaf: MessageRecord, room: number): Promise<Walk> {
  const walk: Walk = { entries: [], isCut: false, last: leaf, seen: new Set() }
  let used = 0
  for await (const message of newestFirst(scope, leaf)) {
    walk.last = message
    if (isSent(message)) {
      const tokens = await messageTokens(message)
      walk.isCut = used + tokens > room
      if (walk.isCut) break
      used += tokens
      walk.entries.push({ message, tokens })
    }
    walk.seen.add(message._id)
  }
  walk.entries.reverse()
  return walk
}

/** Empty failures and deleted messages are stones in the tree. */
export function isSent({ text, deletedAt }: Pick<MessageRecord, 'text' | 'deletedAt'>): boolean {
  return text !== '' && deletedAt === null
}

/** @returns the summary of this branch that reaches furthest and leaves room for messages */
async function summaryOf(
  scope: Scope,
  { seen, last }: Walk,
  summaries: readonly SummaryRecord[],
  room: number,
): Promise<SummaryRecord | null> {
  const usable = summaries.filter(({ tokens }) => tokens <= room * MOST_FOR_SUMMARY)
  const near = usable.find(({ throughId }) => seen.has(throughId))
  if (near) return near
  const far = usable.filter(({ throughDepth }) => throughDepth <= last.depth)
  return far.length > 0 ? findOnBranch(scope, last, far) : null
}

/** @returns the first of these summaries, which reach furthest first, that is of the branch ending at `from` */
export async function findOnBranch(
  scope: Scope,
  from: MessageRecord,
  summaries: readonly SummaryRecord[],
): Promise<SummaryRecord | null> {
  const lowest = summaries.at(-1)?.throughDepth ?? Number.POSITIVE_INFINITY
  for await (const { _id, depth } of newestFirst(scope, from)) {
    const found = summaries.find(({ throughId }) => throughId === _id)
    if (found) return found
    if (depth <= lowest) return null
  }
  return null
}

/** @returns what follows the summary, as far as it fits beside it; null when not even the newest message does */
function besideSummary(
  entries: readonly Entry[],
  { throughDepth, tokens }: SummaryRecord,
  room: number,
): Entry[] | null {
  const after = entries.filter(({ message }) => message.depth > throughDepth)
  let used = sumOf(after) + tokens
  while (used > room && after.length > 1) used -= after.shift()?.tokens ?? 0
  return used <= room && after.length > 0 ? after : null
}

/** The branch that ends at `leaf`, from there to the root, read piece by piece. */
export async function* newestFirst(scope: Scope, leaf: MessageRecord): AsyncGenerator<MessageRecord> {
  yield leaf
  let below = leaf.depth
  for (let id = leaf.parentId; id; ) {
    const from = Math.max(0, below - READ_AT_ONCE)
    const window = await findMessagesByDepth(scope, leaf.conversationId, from, below - 1)
    for (const { message } of branchOf(window, id).reverse()) yield message
    id = exitOf(window, id)
    below = from
  }
}
