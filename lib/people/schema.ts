/** The wire types of managing people. Safe in the browser. */
import { z } from 'zod'
import { idSchema } from '@/lib/core/id-schema'
import { capsInput } from '@/lib/usage/schema'
import { GIVEN_ROLES, type GivenRole, PEOPLE_FILTERS, REASON_MAX_CHARS } from './limits'

export const listPeopleInput = z.object({
  words: z.string().trim().max(200).default(''),
  filter: z.enum(PEOPLE_FILTERS).default('all'),
  cursor: z.string().max(60).optional(),
})
export type ListPeopleInput = z.input<typeof listPeopleInput>

export const suspendInput = z.object({
  id: idSchema,
  reason: z
    .string()
    .trim()
    .min(1, 'Say why: the person reads it.')
    .max(REASON_MAX_CHARS, `Use at most ${REASON_MAX_CHARS} characters.`),
})
export type SuspendInput = z.infer<typeof suspendInput>

export const personRef = z.object({ id: idSchema })

export const roleInput = z.object({ id: idSchema, role: z.enum(GIVEN_ROLES) })
export type RoleInput = z.infer<typeof roleInput>

export const giveCapsInput = capsInput.extend({ id: idSchema })
export type GiveCapsInput = z.infer<typeof giveCapsInput>

/** Times are ISO 8601, UTC. */
export type PersonDto = {
  id: string
  name: string
  /** Null: a guest has none. */
  email: string | null
  isConfirmed: boolean
  role: GivenRole | 'owner'
  /** Why, as the person was told; null while the account is open. */
  suspended: { at: string; reason: string } | null
  /** When the account is erased, if that was asked for. */
  erasedAt: string | null
  joinedAt: string
  /** Null: never, or longer ago than sessions are kept. */
  lastSeenAt: string | null
  /** How many messages they are allowed at most; null: as their plan has it. */
  caps: { day: number | null; month: number | null } | null
  /** What the one who looks may do with this account. */
  may: { suspend: boolean; roles: readonly GivenRole[] }
}

export type PeoplePage = { people: PersonDto[]; nextCursor: string | null }
