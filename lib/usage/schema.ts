/** The wire types of usage. Safe in the browser. */
import { z } from 'zod'
import type { PaidBy } from '@/lib/billing/schema'
import { idSchema } from '@/lib/core/id-schema'
import { CAP_MAX } from './limits'

/** What a model was called for. */
export type UsageFeature =
  | 'reply'
  | 'title'
  | 'summary'
  | 'reflection'
  | 'reading'
  | 'voice'
  | 'memory'
  | 'api'

export type { PaidBy }

/** What is used of a limit. Null: there is none. */
export type Allowance = {
  used: number
  limit: number | null
  /** When it begins anew. ISO 8601. */
  resetsAt: string
}

/** What somebody near a limit, or at it, is told. */
export type UsageNotice = { text: string; isReached: boolean }

export type UsageTotals = { messages: number; input: number; output: number; cost: number }
/** Cost in millionths of a USD, as far as prices are known. */
export type DayUsage = UsageTotals & { day: string }
export type ModelUsage = UsageTotals & { model: string; cached: number; reasoning: number; isOwnKey: boolean }

export type UsageView = {
  /** Null where plans mean nothing. */
  plan: string | null
  today: Allowance
  month: Allowance
  notice: UsageNotice | null
  /** What the person allows themselves, and what the plan would. */
  caps: Caps
  ofPlan: Caps
  /** What somebody who manages this Numina allows them, and who. */
  given: GivenLimit | null
  /** The same of somebody who manages the team. */
  givenByTeam: GivenLimit | null
  /** Every day of the range, oldest first. */
  days: DayUsage[]
  /** By what they made, most first. */
  models: ModelUsage[]
  /** What calls besides replies took: titles, summaries and the like. */
  besides: UsageTotals
  total: UsageTotals
  /** How many messages of the range each paid for. */
  paidBy: Record<PaidBy, number>
  /** Null in a workspace that is one person's. */
  team: TeamUsage | null
  /** What programs took with keys of the API, most first. */
  keys: KeyUsage[]
}

type GivenLimit = Caps & { by: string | null }

/** What a member took. `id` is null for those who have left. */
export type MemberUsage = UsageTotals & {
  id: string | null
  name: string
  /** What they may ask for at most in the team. */
  limit: Caps | null
  /** The one who looks may limit them. */
  mayLimit: boolean
}
/** `members`: everybody for those who manage the team, most first; else the one who looks. `total`: of all. */
export type TeamUsage = { isManager: boolean; members: MemberUsage[]; total: UsageTotals }
/** `owner`: whose key it is, where keys of several are shown. */
export type KeyUsage = UsageTotals & { id: string; name: string; owner: string | null }

/** Whose calls are shown: one's own, or everybody's in the team. */
export const USAGE_OF = ['me', 'team'] as const
export type UsageOf = (typeof USAGE_OF)[number]

export const USAGE_RANGES = [7, 30, 90] as const
export type UsageRange = (typeof USAGE_RANGES)[number]

const cap = z
  .number('Enter a whole number.')
  .int('Enter a whole number.')
  .min(1, 'Enter 1 or more, or leave it empty.')
  .max(CAP_MAX, 'Enter less, or leave it empty.')
  .nullable()
/** Null: as many as the plan allows. */
export const capsInput = z.object({ day: cap, month: cap })
export type Caps = z.infer<typeof capsInput>

export const memberCapsInput = capsInput.extend({ userId: idSchema })
export type MemberCapsInput = z.infer<typeof memberCapsInput>

/** A message that counts, until it is known what became of it; kept with the counter, or the wallet that pays for it. */
export const pendingEntry = z.object({
  day: z.string(),
  userId: idSchema,
  keyId: idSchema.nullable(),
  at: z.coerce.date(),
  from: z.enum(['plan', 'credit', 'extra']).default('plan'),
  home: idSchema.nullable(),
})
