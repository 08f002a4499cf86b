/** The wire types of conversations. Safe in the browser. */
import type { UIMessage } from 'ai'
import { z } from 'zod'
import { isEmoji } from '@/lib/core/emoji'
import { idSchema } from '@/lib/core/id-schema'
import type { Feedback } from '@/lib/feedback/schema'
import type { FolderDto } from '@/lib/folders/schema'
import { type ModelSettings, modelSettings } from '@/lib/models/schema'
import {
  COLOURS,
  INSTRUCTIONS_MAX_CHARS,
  MESSAGE_MAX_CHARS,
  SUMMARY_MAX_CHARS,
  TEMPORARY_MAX_CHARS,
  TEMPORARY_MAX_MESSAGES,
  TITLE_MAX_CHARS,
} from './limits'

/** How a reply ended, or `running` while it is being made. User messages are always `done`. */
export type MessageStatus = 'running' | 'done' | 'stopped' | 'failed' | 'interrupted'

/** What went wrong with a reply, and what the person can do about it. */
export type ReplyError = {
  code:
    | 'model_unavailable'
    | 'model_timeout'
    | 'model_overloaded'
    | 'bad_key'
    | 'quota'
    | 'context_full'
    | 'content_filter'
    | 'broken_stream'
    | 'internal'
  message: string
  action: 'retry' | 'other_model' | 'shorten' | 'settings'
}

/** `cost`: in millionths of a USD, by the price at the time; absent when the price is not known. */
export type TokenUsage = {
  input: number
  output: number
  cached?: number
  reasoning?: number
  cost?: number
}

export type MessageMetadata = {
  parentId: string | null
  status: MessageStatus
  /** ISO 8601, UTC. */
  createdAt: string
  model?: string
  /** `length`: the reply hit the model's limit and can be continued. */
  finishReason?: 'stop' | 'length' | 'content_filter'
  usage?: TokenUsage
  /** The model that was wanted and failed before its first word, and why; `model` stepped in. */
  replaced?: { model: string; code: ReplyError['code'] }
  /** How much of the model's window this reply was made with, in estimated tokens. */
  context?: { tokens: number; window: number }
  error?: ReplyError
  /** What the reader said of it. */
  feedback?: Feedback
  /** All answers to the same parent, oldest first, this one among them; present when there is more than one. */
  siblingIds?: string[]
}

export type ChatMessage = UIMessage<MessageMetadata>

export type Colour = (typeof COLOURS)[number]

export type ConversationDto = {
  id: string
  title: string
  model: string | null
  /** Who answers in it; one that the person cannot use (any more) means: Numina itself. */
  assistantId: string | null
  /** The folder it is in; one that is none of the person's means: in none. */
  folderId: string | null
  emoji: string | null
  colour: Colour | null
  isPinned: boolean
  isArchived: boolean
  /** ISO 8601, UTC. */
  lastMessageAt: string
}

export type ConversationPage = { conversations: ConversationDto[]; nextCursor: string | null }

/**
 * Where a conversation is listed; each is in one place. `recent`: neither pinned, nor archived, nor in a folder.
 * A folder's id: what is in it, without what is pinned or archived.
 */
export type Place = string

/** The side bar: all folders, and the first page of each place asked for. */
export type RailView = { folders: FolderDto[]; lists: Record<Place, ConversationPage | undefined> }

/** One page of the chosen branch, oldest first. */
export type MessagePage = { messages: ChatMessage[]; hasOlder: boolean }

/** A part of the chosen branch that may be far from its end. */
export type MessageWindow = MessagePage & { hasNewer: boolean }

/** Everything the page of a conversation starts from. A running reply is not among the messages: it is read from its stream. */
export type ConversationView = MessagePage & {
  conversation: ConversationDto
  runningGenerationId: string | null
  comparison: ComparisonView | null
}

/** The second of two answers that are compared, until one is chosen. The first is where a reply always is. */
export type ComparisonView = {
  replyId: string
  model: string
  /** Set while it is being made. */
  generationId: string | null
  /** Set when it has ended. */
  message: ChatMessage | null
}

/** What a model is given with the next message. Tokens are estimates. */
export type ContextView = {
  model: string
  window: number
  /** Kept for the reply. */
  reserve: number
  /** Of everything that is sent. */
  tokens: number
  instructions: { source: string; text: string; tokens: number }[]
  summary: { id: string; text: string; tokens: number; isEdited: boolean } | null
  /** The newest of those that are sent, oldest first. */
  messages: { id: string; role: 'user' | 'assistant'; excerpt: string; tokens: number }[]
  /** Sent, too. */
  unlisted: { count: number; tokens: number }
  /** Older messages that are not sent. */
  leftOut: { count: number; isSummarised: boolean }
}

/** The same with what counts where the conversation says nothing. */
export type AskingView = { instructions: string; settings: ModelSettings; above: ModelSettings }

const text = z
  .string()
  .max(MESSAGE_MAX_CHARS, `A message can have at most ${MESSAGE_MAX_CHARS.toLocaleString('en')} characters.`)
  .refine((value) => value.trim() !== '', 'Write a message first.')
const model = z.string().min(1).max(200)

/** What a deletion has done: the branch to show when the shown end is gone, and what it takes to undo it exactly. */
export type Deletion = {
  page: MessagePage | null
  undo: { leafId: string | null; shownLeafId: string | null }
}

/** How the model of a conversation is asked. */
const asking = z.object({
  instructions: z
    .string()
    .trim()
    .max(INSTRUCTIONS_MAX_CHARS, `Use at most ${INSTRUCTIONS_MAX_CHARS.toLocaleString('en')} characters.`)
    .optional(),
  settings: modelSettings.optional(),
})
export type Asking = z.infer<typeof asking>

/**
 * Wishes for a reply in a conversation that is kept. Message and conversation ids are made by the client: the same id again never
 * doubles anything.
 */
const sendInput = z.discriminatedUnion('trigger', [
  z.object({
    trigger: z.literal('send'),
    conversationId: idSchema,
    /** The message this one answers; null for the first of a conversation. */
    parentId: idSchema.nullable(),
    message: z.object({ id: idSchema, text }),
    model: model.optional(),
    /** For a new conversation; one that exists has its own. */
    asking: asking.optional(),
    /** Client-made id of the reply, for who has to know it beforehand. */
    replyId: idSchema.optional(),
    /** Where a new conversation begins; one that exists stays where it is. */
    folderId: idSchema.optional(),
    /** Who answers in a new conversation. */
    assistantId: idSchema.optional(),
  }),
  z.object({
    trigger: z.literal('regenerate'),
    conversationId: idSchema,
    /** The user's message to answer once more. */
    parentId: idSchema,
    /** Client-made id of the new reply. */
    replyId: idSchema,
    model: model.optional(),
    hint: z.enum(['shorter', 'longer']).optional(),
    /** The reply this one is compared with, which may still be made, or is about to be. */
    besideId: idSchema.optional(),
  }),
  z.object({
    trigger: z.literal('continue'),
    conversationId: idSchema,
    /** The stopped, interrupted or cut reply that goes on. */
    parentId: idSchema,
    /** Client-made id of the new generation. */
    replyId: idSchema,
  }),
])
export type SendInput = z.infer<typeof sendInput>

const temporaryInput = z.object({
  trigger: z.literal('temporary'),
  conversationId: idSchema,
  /** Client-made id of what is asked for: the same again is the same reply. */
  key: idSchema,
  questionId: idSchema,
  replyId: idSchema,
  /** What was said so far, oldest first, the question last. It is kept nowhere. */
  messages: z
    .array(z.object({ role: z.enum(['user', 'assistant']), text }))
    .min(1)
    .max(TEMPORARY_MAX_MESSAGES)
    .refine((messages) => messages.at(-1)?.role === 'user', 'The last message has to be yours.')
    .refine(
      (messages) => messages.reduce((sum, message) => sum + message.text.length, 0) <= TEMPORARY_MAX_CHARS,
      'This conversation is too long to be continued.',
    ),
  /** What the reply says already and is to go on from. */
  prefix: z.string().max(MESSAGE_MAX_CHARS).optional(),
  model: model.optional(),
  hint: z.enum(['shorter', 'longer']).optional(),
})
export type TemporaryInput = z.infer<typeof temporaryInput>

/** Body of POST /api/chat: for a conversation that is kept, or for one that is not. */
export const chatInput = z.discriminatedUnion('trigger', [...sendInput.options, temporaryInput])

export const renameInput = z.object({
  id: idSchema,
  title: z
    .string()
    .trim()
    .min(1, 'Enter a title.')
    .max(TITLE_MAX_CHARS, `Use at most ${TITLE_MAX_CHARS} characters.`),
})
export const chooseModelInput = z.object({ id: idSchema, model })
export const chooseAssistantInput = z.object({ id: idSchema, assistantId: idSchema.nullable() })
export const selectMessageInput = z.object({ id: idSchema, messageId: idSchema })
export const deleteMessageInput = z.object({ id: idSchema, messageId: idSchema })
export const restoreMessageInput = deleteMessageInput.extend({
  undo: z.object({ leafId: idSchema.nullable(), shownLeafId: idSchema.nullable() }),
})
/** `forkId` is made by the client. */
export const forkInput = z.object({ id: idSchema, messageId: idSchema, forkId: idSchema })
const place = z.enum(['recent', 'pinned', 'archived']).or(idSchema)
export const listInput = z.object({ place: place.optional(), cursor: z.string().max(100).optional() })
/** Besides recent and pinned conversations, which always come. */
export const railInput = z.object({ places: z.array(place).max(40) })

/** As many as a person may choose at once; one that is not theirs refuses all. */
const ids = z.array(idSchema).min(1, 'Choose at least one conversation.').max(10_000)
export const conversationRefs = z.object({ ids })

export const askingInput = asking.extend({ id: idSchema })
export const summaryRef = z.object({ conversationId: idSchema, summaryId: idSchema })
export const summaryInput = summaryRef.extend({
  text: z
    .string()
    .trim()
    .min(1, 'Write a summary, or drop it.')
    .max(SUMMARY_MAX_CHARS, `Use at most ${SUMMARY_MAX_CHARS.toLocaleString('en')} characters.`),
})
export const pinInput = z.object({ ids, pinned: z.boolean() })
export const archiveInput = z.object({ ids, archived: z.boolean() })
export const moveInput = z.object({ ids, folderId: idSchema.nullable() })
export const markInput = z.object({
  id: idSchema,
  emoji: z.string().max(40).refine(isEmoji, 'Use one emoji, or leave this empty.').nullable(),
  colour: z.enum(COLOURS).nullable(),
})
