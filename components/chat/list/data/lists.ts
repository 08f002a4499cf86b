import type { ConversationDto, Place } from '@/lib/chat/schema'
import type { FolderDto } from '@/lib/folders/schema'
import { allConversations, type ConversationPages, isBelow } from './conversation-pages'

/** What this window has of the side bar: the folders, and the lists it has loaded. */
export type Rail = { folders: readonly FolderDto[]; lists: ReadonlyMap<Place, ConversationPages> }

/** @returns where a conversation is listed: the same rule as the server's */
export function placeOf(conversation: ConversationDto, folders: readonly FolderDto[]): Place {
  const { isArchived, isPinned, folderId } = conversation
  if (isArchived) return 'archived'
  if (isPinned) return 'pinned'
  return folderId !== null && folders.some(({ id }) => id === folderId) ? folderId : 'recent'
}

/** @returns whether both are the same things, in any order and however changed */
export function haveSameIds(a: readonly { id: string }[], b: readonly { id: string }[]): boolean {
  const ids = new Set(a.map(({ id }) => id))
  return a.length === b.length && b.every(({ id }) => ids.has(id))
}

/** @returns those of `ids` that are in a list */
export function findConversations({ lists }: Rail, ids: readonly string[]): ConversationDto[] {
  const wanted = new Set(ids)
  return [...lists.values()].flatMap((list) => allConversations(list)).filter(({ id }) => wanted.has(id))
}

/** Takes conversations out, wherever they are listed. */
export function takeOut(rail: Rail, ids: readonly string[]): Rail {
  const gone = new Set(ids)
  const lists = new Map(rail.lists)
  for (const [place, list] of rail.lists) {
    if (!list.pages.some((page) => page.conversations.some(({ id }) => gone.has(id)))) continue
    const pages = list.pages.map((page) => ({
      ...page,
      conversations: page.conversations.filter(({ id }) => !gone.has(id)),
    }))
    lists.set(place, { ...list, pages })
  }
  return { ...rail, lists }
}

/** Puts conversations where they belong, as they are now. One that belongs below what is loaded of its list waits there unseen. */
export function putIn(rail: Rail, conversations: readonly ConversationDto[]): Rail {
  const ids = conversations.map(({ id }) => id)
  const { folders, lists: rest } = takeOut(rail, ids)
  const lists = new Map(rest)
  for (const [place, added] of Map.groupBy(conversations, (c) => placeOf(c, folders))) {
    const list = lists.get(place)
    const lowest = allConversations(rail.lists.get(place)).at(-1)
    if (list) lists.set(place, insert(list, added, lowest))
  }
  return { folders, lists }
}

/** Shows these conversations as they are now: those of `ids` that are not `there` are taken out. */
export function replaceIn(rail: Rail, ids: readonly string[], there: readonly ConversationDto[]): Rail {
  const found = new Set(there.map(({ id }) => id))
  return putIn(
    takeOut(
      rail,
      ids.filter((id) => !found.has(id)),
    ),
    there,
  )
}

/** Gives the rail other folders; what was in one that is gone moves up, and back when it returns. */
export function withFolders(rail: Rail, folders: readonly FolderDto[]): Rail {
  const all = [...rail.lists].flatMap(([place, list]) =>
    allConversations(list).filter((conversation) => placeOf(conversation, folders) !== place),
  )
  return putIn({ ...rail, folders }, all)
}

/**
 * Each goes to the page whose last conversation is older than it. The last page takes the rest when nothing follows it, or as far as it
 * went before: to `lowest`, which may have been taken out to be put in anew.
 */
function insert(
  list: ConversationPages,
  added: readonly ConversationDto[],
  lowest: ConversationDto | undefined,
): ConversationPages {
  const pageOf = (conversation: ConversationDto) => {
    const at = list.pages.findIndex(({ conversations }) => {
      const last = conversations.at(-1)
      return last && isBelow(last, conversation)
    })
    if (at !== -1) return at
    const isLoaded = list.pages.at(-1)?.nextCursor === null || (lowest && !isBelow(conversation, lowest))
    return isLoaded ? list.pages.length - 1 : null
  }
  const byPage = Map.groupBy(added, pageOf)
  const pages = list.pages.map((page, i) => {
    const more = byPage.get(i)
    if (!more) return page
    const conversations = [...page.conversations, ...more].sort((a, b) => (isBelow(a, b) ? 1 : -1))
    return { ...page, conversations }
  })
  return { ...list, pages }
}
