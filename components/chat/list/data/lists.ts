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
    if (list) lists.set(place, insert(list, added))
  }
  return { folders, lists }
}

/** Gives the rail other folders; what was in one that is gone moves up, and back when it returns. */
export function withFolders(rail: Rail, folders: readonly FolderDto[]): Rail {
  const all = [...rail.lists].flatMap(([place, list]) =>
    allConversations(list).filter((conversation) => placeOf(conversation, folders) !== place),
  )
  return putIn({ ...rail, folders }, all)
}

/** Each goes to the page whose last conversation is older than it; the last page takes the rest when nothing follows it. */
function insert(list: ConversationPages, added: readonly ConversationDto[]): ConversationPages {
  const pageOf = (conversation: ConversationDto) => {
    const at = list.pages.findIndex(({ conversations }) => {
      const last = conversations.at(-1)
      return last && isBelow(last, conversation)
    })
    if (at !== -1) return at
    return list.pages.at(-1)?.nextCursor === null ? list.pages.length - 1 : null
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
