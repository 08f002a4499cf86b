/** What may be asked of conversations, and the wire types. Safe in the browser. */
import { z } from 'zod'
import { isEmoji } from '@/lib/core/emoji'
import { idSchema } from '@/lib/core/id-schema'
import { modelSettings } from '@/lib/models/schema'
import {
  COLOURS,
  INSTRUCTIONS_MAX_CHARS,
  MESSAGE_MAX_CHARS,
  SUMMARY_MAX_CHARS,
  TEMPORARY_MAX_CHARS,
  TEMPORARY_MAX_MESSAGES,
  TITLE_MAX_CHARS,
} from './limits'

export type * from './wire'

const text = z
  .string()
  .max(MESSAGE_MAX_CHARS, `A message can have at most ${MESSAGE_MAX_CHARS.toLocaleString('en')} characters.`)
  .refine((value) => value.trim() !== '', 'Write a message first.')
const model = z.string().min(1).max(200)

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
export const railInput = z.object({ places: z.array(place).max(40), ids: z.array(idSchema).max(50) })

/** As many as a person may choose at once; what is not theirs, or gone, is left out. */
const ids = z.array(idSchema).min(1, 'Choose at least one conversation.').max(10_000)
export const conversationRefs = z.object({ ids })
/** `memories`: what is to become of what was remembered from them. */
export const conversationDeletion = conversationRefs.extend({
  memories: z.enum(['keep', 'forget']).default('keep'),
})
export type ConversationDeletion = z.input<typeof conversationDeletion>

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
