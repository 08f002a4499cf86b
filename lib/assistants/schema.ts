/** The wire types of assistants. Safe in the browser. */
import { z } from 'zod'
import { isEmoji } from '@/lib/core/emoji'
import { idSchema } from '@/lib/core/id-schema'
import {
  ASSISTANT_DESCRIPTION_MAX_CHARS,
  ASSISTANT_HANDLE_MAX_CHARS,
  ASSISTANT_INSTRUCTIONS_MAX_CHARS,
  ASSISTANT_NAME_MAX_CHARS,
  STARTER_MAX_CHARS,
  STARTERS_MAX,
} from './limits'

/** An assistant as lists and conversations show it. */
export type AssistantSummary = {
  id: string
  name: string
  /** What is typed after an @. */
  handle: string
  description: string
  /** The model it answers with; null: the person's. */
  model: string | null
  emoji: string | null
  avatarId: string | null
  /** Questions to begin with. */
  starters: string[]
  isShared: boolean
  isOwn: boolean
  /** Whose it is, when it is not one's own. */
  author: string | null
}

export type AssistantDto = AssistantSummary & { instructions: string }

const atMost = (count: number) => `Use at most ${count.toLocaleString('en')} characters.`
const text = (max: number) => z.string().trim().max(max, atMost(max))

/** The id is made by the client: saving twice makes one, and undo brings a deleted one back under its own id. */
export const saveAssistantInput = z.object({
  id: idSchema,
  name: text(ASSISTANT_NAME_MAX_CHARS).min(1, 'Enter a name.'),
  handle: z
    .string()
    .trim()
    .toLowerCase()
    .transform((handle) => handle.replace(/^@/, ''))
    .pipe(
      z
        .string()
        .min(1, 'Enter what you want to type after the @.')
        .max(ASSISTANT_HANDLE_MAX_CHARS, atMost(ASSISTANT_HANDLE_MAX_CHARS))
        .regex(/^[\p{L}\p{N}][\p{L}\p{N}._-]*$/u, 'Use letters, digits and hyphens, without spaces.'),
    ),
  description: text(ASSISTANT_DESCRIPTION_MAX_CHARS),
  instructions: text(ASSISTANT_INSTRUCTIONS_MAX_CHARS),
  model: z.string().min(1).max(200).nullable(),
  emoji: z.string().max(40).refine(isEmoji, 'Use one emoji, or leave this empty.').nullable(),
  /** A picture of the caller's, stored before. */
  avatarId: idSchema.nullable(),
  starters: z
    .array(text(STARTER_MAX_CHARS).min(1))
    .max(STARTERS_MAX, `Use at most ${STARTERS_MAX} questions, one a line.`),
  isShared: z.boolean(),
})
export type SaveAssistantInput = z.infer<typeof saveAssistantInput>

export const assistantRef = z.object({ id: idSchema })
