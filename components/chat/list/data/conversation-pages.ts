import type { InfiniteData } from '@tanstack/react-query'
import type { ConversationDto, ConversationPage } from '@/lib/chat/schema'

/** What the list holds: the pages loaded so far, newest first. */
export type ConversationPages = InfiniteData<ConversationPage>

/** @returns the conversations of all loaded pages, newest first, each once */
export function allConversations(data: ConversationPages | undefined): ConversationDto[] {
  const byId = new Map<string, ConversationDto>()
  for (const page of data?.pages ?? []) {
    for (const conversation of page.conversations) {
      if (!byId.has(conversation.id)) byId.set(conversation.id, conversation)
    }
  }
  return [...byId.values()]
}

/**
 * Replaces the first page by a newer one and leaves the other pages as far as they are read: what moved up leaves its old place,
 * what was pushed down stays in sight, what is gone goes.
 */
export function mergeFirstPage(data: ConversationPages, first: ConversationPage): ConversationPages {
  const last = first.conversations.at(-1)
  if (!last || first.nextCursor === null) return { pages: [first], pageParams: [''] }
  const others = data.pages.slice(1).map((page) => ({
    ...page,
    conversations: page.conversations.filter((c) => isBelow(c, last)),
  }))
  const pushedDown = data.pages[0]?.conversations.filter((c) => isBelow(c, last)) ?? []
  if (others[0]) others[0].conversations.unshift(...pushedDown)
  return { pages: [first, ...others], pageParams: data.pageParams }
}

/** @returns whether `a` comes after `b` in a list: it is older, or of the same moment with a smaller id */
export function isBelow(a: ConversationDto, b: ConversationDto): boolean {
  return a.lastMessageAt < b.lastMessageAt || (a.lastMessageAt === b.lastMessageAt && a.id < b.id)
}
