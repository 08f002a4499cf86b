/** The wire types of asking what a plan on request would be. Safe in the browser. */
import { z } from 'zod'
import { idSchema } from '@/lib/core/id-schema'
import { ANSWER_MAX, NEEDS_MAX, QUOTE_SEATS_MAX, REACH_MAX } from './limits'

export const quoteInput = z.object({
  seats: z.coerce
    .number('Enter a whole number.')
    .int('Enter a whole number.')
    .min(1, 'Enter one seat or more.')
    .max(QUOTE_SEATS_MAX, `Enter at most ${QUOTE_SEATS_MAX}.`),
  needs: z
    .string()
    .trim()
    .min(1, 'Say what you need.')
    .max(NEEDS_MAX, `Use at most ${NEEDS_MAX} characters.`),
  reach: z
    .string()
    .trim()
    .min(1, 'Say how to reach you.')
    .max(REACH_MAX, `Use at most ${REACH_MAX} characters.`),
})
export type QuoteInput = z.output<typeof quoteInput>

export const quoteRef = z.object({ id: idSchema })
export type QuoteRef = z.infer<typeof quoteRef>

export const answerInput = z.object({
  id: idSchema,
  text: z.string().trim().min(1, 'Write an answer.').max(ANSWER_MAX, `Use at most ${ANSWER_MAX} characters.`),
})
export type AnswerInput = z.infer<typeof answerInput>

export type QuoteStatus = 'open' | 'answered' | 'closed' | 'withdrawn'

/** Times are ISO 8601. */
export type QuoteDto = {
  id: string
  status: QuoteStatus
  seats: number
  needs: string
  reach: string
  /** Oldest first. */
  answers: { text: string; at: string }[]
  at: string
}

/** What somebody who may ask sees. */
export type QuoteOffer = {
  /** The plan that is on request. */
  plan: string
  /** Their own address, where answers go. */
  address: string
  /** Newest first. */
  requests: QuoteDto[]
}

/** What whoever runs this Numina sees. */
export type QuoteRow = QuoteDto & {
  name: string
  email: string | null
  /** The team it was asked for; null for the person's own workspace. */
  team: string | null
}
export type QuoteList = {
  rows: QuoteRow[]
  /** As the table of plans has it, to give it. */
  plan: string | null
  /** Where people answer to. */
  replyTo: string
}
