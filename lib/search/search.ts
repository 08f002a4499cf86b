import 'server-only'
import type { Ctx } from '@/lib/auth/context'
import { assertCan } from '@/lib/auth/permissions'
import { formatCursor, type Position, parseCursor } from '@/lib/core/cursor'
import {
  type ConversationDocument,
  findConversationsById,
  findIdsInFolders,
  findMessages,
  findTitles,
  type MessageDocument,
} from './data'
import { findFolderIds } from './find-folder-ids'
import { escapeRegExp, isSearchable, needlesOf, type Words, wordsToFind } from './needles'
import { parseQuery, type SearchQuery } from './parse-query'
import type { MessageHit, SearchInput, SearchPage, TitleHit } from './schema'
import { mark, snippetOf } from './snippet'

const MESSAGES_A_PAGE = 20
const TITLES_A_PAGE = 6
/** Conversations of a folder that are looked through; the latest ones. */
const MOST_IN_FOLDERS = 10_000
/** A page may come up short when much of what was found has been deleted meanwhile. */
const MOST_ROUNDS = 5

type Wish = { q: string; cursor?: string | undefined }

/**
 * Finds messages by words, a quoted phrase, role, date, model and folder (see parse-query.ts); in archived conversations, too.
 *
 * @throws AppError `bad_request` for a cursor that is none, `unavailable` when it takes too long
 */
export async function searchMessages(ctx: Ctx, { q, cursor }: Wish): Promise<SearchPage<MessageHit>> {
  const asked = await ask(ctx, q)
  if (!asked.canFind) return nothing(asked.hint)
  const { query, folderIds, hint } = asked
  const needles = needlesOf(query)
  const conversationIds = folderIds && (await findIdsInFolders(ctx, folderIds, MOST_IN_FOLDERS))
  let position = cursor ? parseCursor(cursor) : null
  const hits: MessageHit[] = []
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const limit = MESSAGES_A_PAGE + 1
    const rows = await findMessages(ctx, wordsToFind(query), { ...query, conversationIds }, position, limit)
    const conversations = await conversationsOf(ctx, rows)
    let taken = 0
    for (const row of rows.slice(0, MESSAGES_A_PAGE)) {
      const conversation = conversations.get(row.conversationId.toHexString())
      if (conversation) hits.push(toMessageHit(row, conversation, needles))
      position = placeOf(row._id, row.createdAt)
      taken += 1
      if (hits.length === MESSAGES_A_PAGE) break
    }
    if (taken === rows.length) return { hits, nextCursor: null, hint }
    if (hits.length === MESSAGES_A_PAGE) break
  }
  return { hits, nextCursor: position && formatCursor(position), hint }
}

/** Finds conversations by the words of their titles. As `searchMessages`; a role leads to none: a title is nobody's. */
export async function searchTitles(ctx: Ctx, { q, cursor }: Wish): Promise<SearchPage<TitleHit>> {
  const asked = await ask(ctx, q)
  if (q === '') return latestTitles(ctx)
  if (!asked.canFind || asked.query.role) return nothing(asked.hint)
  const { query, folderIds, hint } = asked
  const position = cursor ? parseCursor(cursor) : null
  const read = (title: Words | RegExp, after = position) =>
    findTitles(ctx, title, { ...query, folderIds }, after, TITLES_A_PAGE + 1)
  const words = wordsToFind(query)
  const found = await read(words)
  const needles = needlesOf(query)
  // The index knows whole words only; while one is being typed, its beginning is enough. On all pages alike.
  const isTyping =
    found.length + query.without.length === 0 && (!position || (await read(words, null)).length === 0)
  const rows = isTyping ? await read(allIn(needles)) : found
  const page = rows.slice(0, TITLES_A_PAGE)
  const last = page.at(-1)
  return {
    hits: page.map((row) => toTitleHit(row, needles)),
    nextCursor:
      last && rows.length > TITLES_A_PAGE ? formatCursor(placeOf(last._id, last.lastMessageAt)) : null,
    hint,
  }
}

/** What is there before anything has been typed. */
async function latestTitles(ctx: Ctx): Promise<SearchPage<TitleHit>> {
  const anything = { model: null, after: null, before: null, folderIds: null }
  const rows = await findTitles(ctx, null, anything, null, TITLES_A_PAGE)
  return { hits: rows.map((row) => toTitleHit(row, [])), nextCursor: null, hint: null }
}

/** @returns a page of what was asked for */
export function search(
  ctx: Ctx,
  { kind, ...wish }: SearchInput,
): Promise<SearchPage<MessageHit> | SearchPage<TitleHit>> {
  return kind === 'titles' ? searchTitles(ctx, wish) : searchMessages(ctx, wish)
}

type Asked = { hint: string | null; query: SearchQuery } & (
  | { canFind: false }
  | { canFind: true; folderIds: string[] | null }
)

async function ask(ctx: Ctx, q: string): Promise<Asked> {
  assertCan(ctx, 'conversation:read')
  const query = parseQuery(q, ctx.timeZone)
  if (!isSearchable(query)) {
    const isEmpty = query.words.length + query.phrases.length === 0
    const more = isEmpty
      ? 'Add a word to look for.'
      : 'These words are in nearly every message: add another one.'
    return { canFind: false, hint: query.hint ?? more, query }
  }
  const folderIds = query.folder ? await findFolderIds(ctx, query.folder) : null
  if (folderIds?.length === 0)
    return { canFind: false, hint: `No folder’s name begins with “${query.folder}”.`, query }
  return { canFind: true, hint: query.hint, query, folderIds }
}

const nothing = (hint: string | null) => ({ hits: [], nextCursor: null, hint })

/** All needles, in any order. */
function allIn(needles: readonly string[]): RegExp {
  return new RegExp(needles.map((needle) => `(?=.*${escapeRegExp(needle)})`).join(''), 'i')
}

function placeOf(id: MessageDocument['_id'], at: Date): Position {
  return { at, id: id.toHexString() }
}

async function conversationsOf(
  ctx: Ctx,
  rows: readonly MessageDocument[],
): Promise<Map<string, ConversationDocument>> {
  const ids = new Set(rows.map(({ conversationId }) => conversationId.toHexString()))
  const found = ids.size > 0 ? await findConversationsById(ctx, [...ids]) : []
  return new Map(found.map((conversation) => [conversation._id.toHexString(), conversation]))
}

function toConversation({ _id, title, emoji, archivedAt }: ConversationDocument) {
  return { id: _id.toHexString(), title, emoji, isArchived: archivedAt !== null }
}

function toTitleHit(row: ConversationDocument, needles: readonly string[]): TitleHit {
  return {
    conversation: toConversation(row),
    title: mark(row.title, needles),
    at: row.lastMessageAt.toISOString(),
  }
}

function toMessageHit(
  { _id, role, model, text, createdAt }: MessageDocument,
  conversation: ConversationDocument,
  needles: readonly string[],
): MessageHit {
  return {
    conversation: toConversation(conversation),
    messageId: _id.toHexString(),
    role: role === 'user' ? 'user' : 'assistant',
    model,
    snippet: snippetOf(text, needles),
    at: createdAt.toISOString(),
  }
}
