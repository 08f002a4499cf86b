/** The wire types of folders. Safe in the browser. */
import { z } from 'zod'
import { isEmoji } from '@/lib/core/emoji'
import { idSchema } from '@/lib/core/id-schema'
import { FOLDER_NAME_MAX_CHARS, INSTRUCTIONS_MAX_CHARS } from './limits'

export type FolderDto = {
  id: string
  /** The folder this one is in; null for one at the top. */
  parentId: string | null
  name: string
  emoji: string | null
  /** What every reply to a conversation in this folder begins from, besides the person's own wishes. */
  instructions: string
}

const fields = {
  name: z
    .string()
    .trim()
    .min(1, 'Enter a name.')
    .max(FOLDER_NAME_MAX_CHARS, `Use at most ${FOLDER_NAME_MAX_CHARS} characters.`),
  emoji: z.string().max(40).refine(isEmoji, 'Use one emoji, or leave this empty.').nullable(),
  instructions: z
    .string()
    .trim()
    .max(INSTRUCTIONS_MAX_CHARS, `Use at most ${INSTRUCTIONS_MAX_CHARS.toLocaleString('en')} characters.`),
  parentId: idSchema.nullable(),
}

/** The id is made by the client: creating a folder twice makes one, and undo brings a deleted one back under its own id. */
export const createFolderInput = z.object({ id: idSchema, ...fields })
export const updateFolderInput = z.object({ id: idSchema, ...z.object(fields).partial().shape })

export const folderRef = z.object({ id: idSchema })

export type CreateFolderInput = z.infer<typeof createFolderInput>
export type UpdateFolderInput = z.infer<typeof updateFolderInput>
