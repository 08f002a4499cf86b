import 'server-only'
import type { Ctx } from '@/lib/auth/context'
import { COLOURS, INSTRUCTIONS_MAX_CHARS, TITLE_MAX_CHARS } from '@/lib/chat/limits'
import {
  findExisting,
  findImported,
  type ImportedConversation,
  insertConversations,
  insertMessages,
  type MessageRecord,
} from '@/lib/chat/server'
import { isEmoji } from '@/lib/core/emoji'
import { AppError } from '@/lib/core/errors'
import { idSchema } from '@/lib/core/id-schema'
import { newId } from '@/lib/core/ids'
import { FolderPlan } from './folders'
import type { Tally } from './report'
import type { SourceConversation } from './source'
import { tidyTree } from './tidy-tree'

const MESSAGES_AT_ONCE = 500
/** However few messages they are. */
const CHARS_AT_ONCE = 4_000_000
const MODEL_MAX_CHARS = 200

/** A conversation that nothing was done to yet. */
const UNTOUCHED = {
  titleSource: 'user',
  assistantId: null,
  folderId: null,
  instructions: null,
  modelSettings: null,
  emoji: null,
  colour: null,
  insightOffAt: null,
  pinnedAt: null,
  archivedAt: null,
}

type Prepared = {
  folders: readonly string[]
  conversation: ImportedConversation
  messages: MessageRecord[]
  ownId: string | undefined
}

/** Writes conversations as they come, some at a time, hidden until the whole file has been read. */
export class ImportWriter {
  private readonly ctx: Ctx
  private readonly hiddenUntil: Date
  private readonly tally: Tally
  readonly folders = new FolderPlan()
  private waiting = new Map<string, Prepared>()
  private waitingMessages = 0
  private waitingChars = 0

  /** @param hiddenUntil when they count as deleted; of this import alone, so that they can be found by it */
  constructor(ctx: Ctx, hiddenUntil: Date, tally: Tally) {
    this.ctx = ctx
    this.hiddenUntil = hiddenUntil
    this.tally = tally
  }

  async add(source: SourceConversation): Promise<void> {
    const title = titleOf(source.title)
    for (const note of source.notes) this.tally.skip(note, title)
    if (this.waiting.has(source.importId)) {
      this.tally.skip('already_here', title)
      return
    }
    const prepared = this.prepare(source, title)
    if (!prepared) return
    this.waiting.set(source.importId, prepared)
    this.waitingMessages += prepared.messages.length
    this.waitingChars += prepared.messages.reduce((sum, { text }) => sum + text.length, 0)
    if (this.waitingMessages >= MESSAGES_AT_ONCE || this.waitingChars >= CHARS_AT_ONCE) await this.flush()
  }

  async flush(): Promise<void> {
    const batch = this.waiting
    this.waiting = new Map()
    this.waitingMessages = 0
    this.waitingChars = 0
    const imported = await findImported(this.ctx, [...batch.keys()], this.hiddenUntil)
    const ownIds = [...batch.values()].flatMap(({ ownId }) =>
      idSchema.safeParse(ownId).success && ownId ? [ownId] : [],
    )
    const existing = await findExisting(this.ctx, ownIds)
    const fresh: Prepared[] = []
    for (const [importId, prepared] of batch) {
      const isHere = imported.has(importId) || (prepared.ownId !== undefined && existing.has(prepared.ownId))
      if (isHere) this.tally.skip('already_here', prepared.conversation.title)
      else fresh.push(prepared)
    }
    // The conversations first: they are what a purge finds the messages by.
    const isNew = await insertConversations(
      this.ctx,
      fresh.map(({ conversation }) => conversation),
    )
    if (!isNew) throw new AppError('internal', 'An id was given twice.')
    const messages = fresh.flatMap((each) => each.messages)
    await insertMessages(this.ctx, messages)
    for (const { conversation, folders } of fresh) this.folders.add(conversation._id, folders)
    this.tally.conversations += fresh.length
    this.tally.messages += messages.length
  }

  private prepare(source: SourceConversation, title: string): Prepared | null {
    const startedAt = source.createdAt ?? source.updatedAt ?? new Date()
    const { messages, leafId, skipped } = tidyTree(source.messages, source.current, startedAt)
    for (const reason of skipped) this.tally.skip(reason, title)
    if (messages.length === 0) {
      this.tally.skip('no_messages', title)
      return null
    }
    const id = newId()
    const conversation: ImportedConversation = {
      ...UNTOUCHED,
      ...marksOf(source),
      _id: id,
      title,
      model: source.model?.slice(0, MODEL_MAX_CHARS) ?? null,
      leafId,
      importId: source.importId,
      lastMessageAt: source.updatedAt ?? messages.at(-1)?.createdAt ?? startedAt,
      createdAt: startedAt,
      deletedAt: this.hiddenUntil,
    }
    const copies = messages.map(({ id: _id, ...message }) => ({
      ...message,
      model: message.model?.slice(0, MODEL_MAX_CHARS) ?? null,
      _id,
      conversationId: id,
      workspaceId: this.ctx.workspaceId,
      userId: this.ctx.userId,
      usage: null,
      error: null,
      feedback: null,
      deletedAt: null,
    }))
    return { conversation, messages: copies, ownId: source.ownId, folders: source.marks?.folders ?? [] }
  }
}

function marksOf({ marks }: SourceConversation): Partial<ImportedConversation> {
  if (!marks) return {}
  const { instructions, emoji, colour, isPinned, isArchived } = marks
  return {
    instructions: instructions === null ? null : cut(instructions.toWellFormed(), INSTRUCTIONS_MAX_CHARS),
    emoji: emoji && isEmoji(emoji) ? emoji : null,
    colour: COLOURS.find((known) => known === colour) ?? null,
    pinnedAt: isPinned ? new Date() : null,
    archivedAt: isArchived ? new Date() : null,
  }
}

function titleOf(title: string): string {
  const line = title
    .toWellFormed()
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim()
  return cut(line, TITLE_MAX_CHARS) || 'Imported conversation'
}

/** Never in the middle of a pair of surrogates. */
function cut(text: string, maxChars: number): string {
  return text.slice(0, maxChars).replace(/[\ud800-\udbff]$/, '')
}
