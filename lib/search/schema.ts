/** The wire types of the search. Safe in the browser. */
import { z } from 'zod'
import { SEARCH_MAX_CHARS } from './limits'

/** Part of a text; `isMatch` marks what was looked for. */
export type Segment = { text: string; isMatch: boolean }

type ConversationOfHit = { id: string; title: string; isArchived: boolean; emoji: string | null }

/** A conversation whose title was found. */
export type TitleHit = { conversation: ConversationOfHit; title: Segment[] /** ISO 8601, UTC. */; at: string }

export type MessageHit = {
  conversation: ConversationOfHit
  messageId: string
  role: 'user' | 'assistant'
  model: string | null
  /** The place of the message where the words are, on one line. */
  snippet: Segment[]
  /** ISO 8601, UTC. */
  at: string
}

/** Newest first. `hint`: what of the query was not understood, or what it lacks; a sentence for the person. */
export type SearchPage<Hit> = { hits: Hit[]; nextCursor: string | null; hint: string | null }

const q = z.string().trim().max(SEARCH_MAX_CHARS, `Look for at most ${SEARCH_MAX_CHARS} characters.`)

/** Query of GET /api/search. Each kind has pages of its own. Without words, the titles are those of the latest conversations. */
export const searchInput = z.object({
  q,
  kind: z.enum(['titles', 'messages']),
  cursor: z.string().max(100).optional(),
})
export type SearchInput = z.infer<typeof searchInput>
