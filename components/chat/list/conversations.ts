import { infiniteQueryOptions } from '@tanstack/react-query'
import type { ConversationDto, ConversationPage } from '@/lib/chat/schema'
import { getJson } from '../session/api'
import { type ConversationPages, changeConversation, mergeFirstPage } from './conversation-pages'
import { getQueryClient } from './query-client'

const KEY = ['conversations']
const URL = '/api/conversations'

/** The list of conversations, page by page. `initial` is the first page as the server rendered it. */
export function conversationsQuery(initial?: ConversationPage) {
  return infiniteQueryOptions({
    queryKey: KEY,
    queryFn: ({ pageParam, signal }) =>
      getJson<ConversationPage>(pageParam ? `${URL}?cursor=${encodeURIComponent(pageParam)}` : URL, signal),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    ...(initial && { initialData: { pages: [initial], pageParams: [''] } }),
    // Newer first pages are merged in by `refreshConversations`; reading all pages anew would cost one request each.
    staleTime: Number.POSITIVE_INFINITY,
  })
}

/** Reads the newest page again and leaves the reader's place in the list. Without an answer the list stays as it is. */
export function refreshConversations(): void {
  getJson<ConversationPage>(URL)
    .then((first) => update((data) => mergeFirstPage(data, first)))
    .catch(() => undefined)
}

/** Changes a conversation in the list before the server has; null takes it out. @returns what puts the list back */
export function changeInList(
  id: string,
  change: (conversation: ConversationDto) => ConversationDto | null,
): () => void {
  const before = getQueryClient().getQueryData<ConversationPages>(KEY)
  update((data) => changeConversation(data, id, change))
  return () => getQueryClient().setQueryData(KEY, before)
}

function update(change: (data: ConversationPages) => ConversationPages): void {
  getQueryClient().setQueryData<ConversationPages>(KEY, (data) => data && change(data))
}
