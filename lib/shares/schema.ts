/** The wire types of shared links. Safe in the browser. */
import { z } from 'zod'
import { TITLE_MAX_CHARS } from '@/lib/chat/limits'
import { idSchema } from '@/lib/core/id-schema'
import { EXPIRY_DAYS } from './limits'

export type ExpiryDays = (typeof EXPIRY_DAYS)[number]

/** A link as its owner sees it. */
export type ShareDto = {
  id: string
  conversationId: string
  /** The address, from the root of the site. */
  path: string
  title: string
  authorName: string | null
  /** Where the shared branch ends, at words: it shows nothing that came after. */
  leafId: string
  /** ISO 8601, UTC. */
  expiresAt: string | null
  createdAt: string
}

export type SharePage = { shares: ShareDto[]; nextCursor: string | null }

/** A message as everybody with the link sees it. */
export type SharedMessage = { key: number; role: 'user' | 'assistant'; text: string }

/** What everybody with the link sees: words, a title and perhaps a name. No ids, no instructions, no figures. */
export type SharedConversation = {
  title: string
  authorName: string | null
  sharedAt: string
  messages: SharedMessage[]
  page: number
  pages: number
}

const showAuthor = z.boolean()
const expiresInDays = z.literal(EXPIRY_DAYS).nullable()
const title = z
  .string()
  .trim()
  .min(1, 'Enter a title.')
  .max(TITLE_MAX_CHARS, `Use at most ${TITLE_MAX_CHARS} characters.`)

export const createShareInput = z.object({
  conversationId: idSchema,
  leafId: idSchema,
  showAuthor,
  expiresInDays,
})
export type CreateShareInput = z.infer<typeof createShareInput>

/** What is left out stays as it is. `expiresInDays` counts from now. `leafId`: what the link shows ends here instead. */
export const updateShareInput = z.object({
  id: idSchema,
  title: title.optional(),
  showAuthor: showAuthor.optional(),
  expiresInDays: expiresInDays.optional(),
  leafId: idSchema.optional(),
})
export type UpdateShareInput = z.infer<typeof updateShareInput>

export const revokeShareInput = z.object({ id: idSchema, revoked: z.boolean() })
export const listSharesInput = z.object({
  conversationId: idSchema.optional(),
  cursor: z.string().max(100).optional(),
})
/** `conversationId` is made by the client: the same id again is the same copy. */
export const continueSharedInput = z.object({ token: z.string().max(100), conversationId: idSchema })
