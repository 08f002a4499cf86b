/** The wire types of what people agree to. */
import { z } from 'zod'
import { type ConsentKind, type OFFERED, SWITCHED } from './limits'

export type ConsentDto = {
  kind: ConsentKind
  version: string
  /** ISO 8601, UTC. */
  givenAt: string
  withdrawnAt: string | null
}

export type ConsentState = {
  /** What holds now, by kind. */
  given: Partial<Record<ConsentKind, ConsentDto>>
  /** Everything that was ever given or withdrawn, newest first. */
  history: ConsentDto[]
}

export const consentChange = z.object({ kind: z.enum(SWITCHED), isGiven: z.boolean() })
export type ConsentChange = { kind: (typeof OFFERED)[number]; isGiven: boolean }

/** What was read: agreeing counts for these versions alone. */
export const agreement = z.object({ terms: z.string().max(20), privacy: z.string().max(20) })
export type Agreement = z.infer<typeof agreement>
