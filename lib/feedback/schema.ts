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

export const listReportsInput = z.object({ isHandled: z.boolean(), cursor: z.string().max(60).optional() })
export type ListReportsInput = z.infer<typeof listReportsInput>
export const reportRef = z.object({ id: idSchema })
export const settleInput = reportRef.extend({ isHandled: z.boolean() })

/** What those who manage the instance see of a report. `by`: null when the person is gone. Times are ISO 8601, UTC. */
export type ReportDto = {
  id: string
  reason: ReportInput['reason']
  note: string
  by: string | null
  at: string
  isHandled: boolean
}
export type ReportPage = { reports: ReportDto[]; nextCursor: string | null }
/** `text`: null when the reply is not there any more. */
export type ReportedReply = { text: string | null; model: string | null }
