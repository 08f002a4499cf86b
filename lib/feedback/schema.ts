/** The wire types of what readers say of answers. Safe in the browser. */
import { z } from 'zod'
import { idSchema } from '@/lib/core/id-schema'
import { NOTE_MAX_CHARS, REASONS, REPORT_REASONS } from './limits'

const note = z.string().trim().max(NOTE_MAX_CHARS, `Use at most ${NOTE_MAX_CHARS} characters.`)

const feedback = z.discriminatedUnion('rating', [
  z.object({ rating: z.literal('up'), reason: z.enum(REASONS.up).nullable(), note }),
  z.object({ rating: z.literal('down'), reason: z.enum(REASONS.down).nullable(), note }),
])
export type Feedback = z.infer<typeof feedback>

/** `id` is the conversation's. No feedback takes back what was said. */
export const rateInput = z.object({ id: idSchema, messageId: idSchema, feedback: feedback.nullable() })
export type RateInput = z.infer<typeof rateInput>

export const reportInput = z.object({
  id: idSchema,
  messageId: idSchema,
  reason: z.enum(REPORT_REASONS, 'Choose a reason.'),
  note,
})
export type ReportInput = z.infer<typeof reportInput>
