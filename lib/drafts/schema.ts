/** The wire types of drafts. Safe in the browser. */
import { z } from 'zod'
import { MESSAGE_MAX_CHARS } from '@/lib/chat/limits'
import { idSchema } from '@/lib/core/id-schema'

/** What a person has typed and not sent. `version` changes with every change of the words. */
export type DraftDto = { text: string; version: string }

/** `saved: false`: another device has changed the draft since `base`; `draft` is what stands there. */
export type SavedDraft = { saved: boolean; draft: DraftDto | null }

/** Which draft: a conversation's, or that of the conversation that is begun next. */
export const draftKey = z.literal('new').or(idSchema)

export const saveDraftInput = z.object({
  /** Empty words remove the draft. */
  text: z.string().max(MESSAGE_MAX_CHARS, 'This draft is too long to be kept.'),
  /** The version these words were typed over; null when there was none. */
  base: z.iso.datetime().nullable(),
})
export type SaveDraftInput = z.infer<typeof saveDraftInput>
