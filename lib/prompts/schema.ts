/** The wire types of prompts, and the format of their files. Safe in the browser. */
import { z } from 'zod'
import { idSchema } from '@/lib/core/id-schema'
import {
  OWN_COMMANDS,
  PROMPT_COMMAND_MAX_CHARS,
  PROMPT_FOLDER_MAX_CHARS,
  PROMPT_TEXT_MAX_CHARS,
  PROMPT_TITLE_MAX_CHARS,
} from './limits'

export { PROMPT_FILE_MAX_BYTES } from './limits'

/** A prompt as lists show it. */
export type PromptSummary = {
  id: string
  title: string
  /** Empty: in none. */
  folder: string
  /** What calls it in the message field, without the slash. */
  command: string | null
  /** The beginning of its text. */
  preview: string
  isShared: boolean
  isOwn: boolean
  /** Whose it is, when it is not one's own. */
  author: string | null
}

export type PromptDto = Omit<PromptSummary, 'preview'> & { content: string }

const atMost = (count: number) => `Use at most ${count.toLocaleString('en')} characters.`

const title = z
  .string()
  .trim()
  .min(1, 'Enter a title.')
  .max(PROMPT_TITLE_MAX_CHARS, atMost(PROMPT_TITLE_MAX_CHARS))
const folder = z.string().trim().max(PROMPT_FOLDER_MAX_CHARS, atMost(PROMPT_FOLDER_MAX_CHARS))
const command = z
  .string()
  .trim()
  .toLowerCase()
  .transform((text) => text.replace(/^\//, ''))
  .pipe(
    z
      .string()
      .max(PROMPT_COMMAND_MAX_CHARS, atMost(PROMPT_COMMAND_MAX_CHARS))
      .regex(/^([\p{L}\p{N}][\p{L}\p{N}_-]*)?$/u, 'Use letters, digits and hyphens, without spaces.')
      .refine((text) => !OWN_COMMANDS.includes(text), 'Numina has a command of this name. Choose another.'),
  )
  .transform((text) => text || null)
const content = z
  .string()
  .refine((text) => text.trim() !== '', 'Write the text of the prompt.')
  .max(PROMPT_TEXT_MAX_CHARS, atMost(PROMPT_TEXT_MAX_CHARS))

/** The id is made by the client: saving twice makes one, and undo brings a deleted one back under its own id. */
export const savePromptInput = z.object({
  id: idSchema,
  title,
  folder,
  command: command.nullable(),
  content,
  isShared: z.boolean(),
})
export type SavePromptInput = z.infer<typeof savePromptInput>

export const promptRef = z.object({ id: idSchema })

/** One prompt of a file. Files of Open WebUI call the title `name` and have the slash in the command. */
export const filedPrompt = z
  .object({
    title: z.string().optional(),
    name: z.string().optional(),
    folder: folder.default(''),
    command: command.nullish().catch(null),
    content,
  })
  .transform(({ name, title: own, command: called, ...prompt }) => ({
    title: own ?? name ?? called ?? '',
    command: called ?? null,
    ...prompt,
  }))
  .pipe(z.object({ title, folder: z.string(), command: z.string().nullable(), content: z.string() }))
export type FiledPrompt = z.infer<typeof filedPrompt>

/** A file of prompts, version 1 (docs/user-guide/prompts.md). */
export type PromptFile = { format: 'numina.prompts'; version: 1; prompts: FiledPrompt[] }

/** What is looked at one by one: what is wrong with one prompt does not refuse the others. */
export const promptFileInput = z.union(
  [
    z
      .object({ format: z.literal('numina.prompts'), version: z.literal(1), prompts: z.array(z.unknown()) })
      .transform(({ prompts }) => prompts),
    z.array(z.unknown()),
  ],
  'This is not a file of prompts.',
)

export type ImportReport = {
  added: number
  /** Those that were there already. */
  known: number
  refused: { title: string; reason: string }[]
}
