/** The wire types of memory. Safe in the browser. */
import { z } from 'zod'
import { idSchema } from '@/lib/core/id-schema'
import {
  CATEGORIES,
  type Category,
  LIFETIMES,
  MEMORIES_MAX,
  MEMORY_MAX_CHARS,
  MODES,
  type Mode,
  NOTE_HOURS,
} from './limits'

export { MEMORY_FILE_MAX_BYTES } from './limits'

/** How memory is to be. Off until the person has chosen. */
export type MemoryState = {
  mode: Mode
  /** Nothing new is found and nothing is used, until the person goes on. */
  isPaused: boolean
  /** How long notes of a conversation live. */
  noteHours: number
}

/** In which conversations a memory counts: all, those in a folder, or those with an assistant. */
export type MemoryScope = { kind: 'me' } | { kind: 'folder' | 'assistant'; id: string }

export type MemorySource = { conversationId: string; messageId: string }

export type MemoryDto = {
  id: string
  text: string
  category: Category
  /** 0 to 1: how plainly it was said. */
  confidence: number
  origin: 'you' | 'chat' | 'file'
  /** `proposed`: waits for the person's yes and is not used before. */
  status: 'kept' | 'proposed'
  scope: MemoryScope
  /** Where it was said last; null: entered by hand, or read from a file. */
  source: MemorySource | null
  isPinned: boolean
  /** ISO 8601, UTC; null: for good. */
  expiresAt: string | null
  /** What it said before, oldest first. */
  history: { text: string; until: string }[]
  /** What a proposal would take the place of. */
  replaces: string | null
  createdAt: string
  updatedAt: string
}

export type MemoryPage = {
  /** Those that wait for a yes, oldest first; all of them, whatever is searched for. */
  proposed: MemoryDto[]
  /** Kept ones: pinned first, then the newest. */
  memories: MemoryDto[]
  /** Kept ones in all. */
  total: number
  /** Those that fit what was searched for. */
  found: number
}

export type Place = { id: string; name: string }

/** Everything the page begins with. */
export type MemoryView = MemoryPage & {
  state: MemoryState
  /** What a memory can be kept for. */
  folders: Place[]
  assistants: Place[]
}

export type NoteDto = {
  id: string
  text: string
  messageId: string | null
  createdAt: string
  expiresAt: string
}

/** What a reply was followed by: something remembered of the message it answers. */
export type Remembered = {
  id: string
  text: string
  status: 'kept' | 'proposed'
  /** What it said before this message, or what a proposal would replace. */
  instead: string | null
}

/** What is remembered of a conversation. */
export type ConversationMemory = {
  isOn: boolean
  /** By the id of the person's message. */
  remembered: Record<string, Remembered[]>
  notes: NoteDto[]
  noteHours: number
}

export const memoryChange = z
  .object({
    mode: z.enum(MODES),
    isPaused: z.boolean(),
    noteHours: z.number().refine((hours) => NOTE_HOURS.some((each) => each === hours), 'Choose how long.'),
  })
  .partial()
  .refine((change) => Object.keys(change).length > 0, 'Nothing is to be changed.')
export type MemoryChange = z.infer<typeof memoryChange>

const text = z
  .string()
  .trim()
  .min(1, 'Write what is to be remembered.')
  .max(MEMORY_MAX_CHARS, `Use at most ${MEMORY_MAX_CHARS} characters.`)
  .refine((value) => /[\p{L}\p{N}]/u.test(value), 'Use words.')
const category = z.enum(Object.keys(CATEGORIES) as [Category, ...Category[]])
const scope = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('me') }),
  z.object({ kind: z.enum(['folder', 'assistant']), id: idSchema }),
])
const days = z
  .number()
  .refine((value) => LIFETIMES.some((each) => each === value), 'Choose how long.')
  .nullable()

/** `id` is made by the client. `days`: how long it lasts; null: for good. */
export const addInput = z.object({ id: idSchema, text, category, scope, days })
export type AddInput = z.infer<typeof addInput>

/** Without `days` it lasts as long as before. */
export const editInput = addInput.extend({ days: days.optional() })
export type EditInput = z.infer<typeof editInput>

export const pinMemoryInput = z.object({ id: idSchema, isPinned: z.boolean() })
export const memoryRef = z.object({ id: idSchema })
export const memoryRefs = z.object({ ids: z.array(idSchema).min(1).max(MEMORIES_MAX) })
/** Conversations, as many as can be deleted at once. */
export const sourcesInput = z.object({ conversationIds: z.array(idSchema).min(1).max(10_000) })
export const rememberedRef = z.object({ id: idSchema, messageId: idSchema })

const hours = z.number().refine((value) => NOTE_HOURS.some((each) => each === value), 'Choose how long.')
export const addNoteInput = z.object({ id: idSchema, conversationId: idSchema, text, hours })
export type AddNoteInput = z.infer<typeof addNoteInput>
export const extendNoteInput = z.object({ id: idSchema, hours })

/** Memories that went along with a reply, as it remembers them by their ids. */
export const usedInput = z.object({ ids: z.array(idSchema).min(1).max(200) })
export type UsedMemories = { texts: string[]; forgotten: number }

/** What a search asks for. */
export const searchInput = z.object({
  q: z.string().max(200).default(''),
  offset: z.coerce.number().int().min(0).max(MEMORIES_MAX).default(0),
})
export type SearchInput = z.infer<typeof searchInput>

/** One memory of a file. */
export const filedMemory = z.object({
  text,
  category: category.catch('other'),
  isPinned: z.boolean().catch(false),
  expiresAt: z.iso.datetime().nullable().catch(null),
})
export type FiledMemory = z.infer<typeof filedMemory>

/** A file of memories, version 1 (docs/user-guide/memory.md). */
export type MemoryFile = { format: 'numina.memories'; version: 1; memories: FiledMemory[] }

/** What is looked at one by one: what is wrong with one does not refuse the others. */
export const memoryFileInput = z
  .object(
    {
      format: z.literal('numina.memories'),
      version: z.literal(1),
      memories: z.array(z.unknown()).max(20_000),
    },
    'This is not a file of memories.',
  )
  .transform(({ memories }) => memories)

export type MemoryImport = { added: number; known: number; refused: { text: string; reason: string }[] }
