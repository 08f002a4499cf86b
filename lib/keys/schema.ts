/** The wire types of keys of the API. Safe in the browser. */
import { z } from 'zod'
import { idSchema } from '@/lib/core/id-schema'
import { capsInput } from '@/lib/usage/schema'
import { KEY_DAYS, KEY_NAME_MAX, KEY_SCOPES } from './limits'

type KeyScope = (typeof KEY_SCOPES)[number]

const name = z
  .string()
  .trim()
  .min(1, 'Enter a name, like the program that uses it.')
  .max(KEY_NAME_MAX, `Use at most ${KEY_NAME_MAX} characters.`)

export const createKeyInput = z.object({
  name,
  /** Days until it ends; null: when it is revoked. */
  days: z.union(KEY_DAYS.map((days) => z.literal(days))).nullable(),
  scopes: z.array(z.enum(KEY_SCOPES)).min(1, 'Choose what the key may do.').max(KEY_SCOPES.length),
  caps: capsInput,
})
export type CreateKeyInput = z.infer<typeof createKeyInput>

export const changeKeyInput = z.object({ id: idSchema, name, caps: capsInput })
export type ChangeKeyInput = z.infer<typeof changeKeyInput>

export const keyIdInput = z.object({ id: idSchema })

export type KeyDto = {
  id: string
  name: string
  /** Its first characters, to tell it by. */
  start: string
  scopes: KeyScope[]
  caps: CreateKeyInput['caps']
  /** Messages it has asked for. */
  used: { day: number; month: number }
  /** ISO 8601, UTC. */
  createdAt: string
  lastUsedAt: string | null
  expiresAt: string | null
  isOver: boolean
}

/** `secret` is said once, and is nowhere afterwards. */
export type CreatedKey = { key: KeyDto; secret: string }
