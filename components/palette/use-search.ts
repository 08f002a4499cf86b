'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { MessageHit, SearchInput, SearchPage, TitleHit } from '@/lib/search/schema'
import { getQueryClient } from '../chat/list/query-client'
import { getJson } from '../chat/session/api'

const PAUSE_MS = 160
const FRESH_MS = 15_000

/**
 * Looks for what is being typed, after each pause. A request whose answer is no longer wanted is given up.
 *
 * @returns what was found for `q`, which may be a moment behind what is typed, or for words before it
 */
export function useSearch(typed: string) {
  const q = usePaused(typed.trim())
  const titles = useHits<TitleHit>('titles', q, true)
  const messages = useHits<MessageHit>('messages', q, q !== '')
  const all = [titles, messages]
  return {
    q,
    titles: titles.hits,
    messages: q === '' ? [] : messages.hits,
    hint: messages.hint ?? titles.hint,
    more: [titles, messages].filter(({ hasMore }) => hasMore),
    state: stateOf(all, q === typed.trim()),
    error: all.find(({ error }) => error)?.error ?? null,
    retry: () => {
      for (const { error, retry } of all) if (error) void retry()
    },
  }
}

type Hits = ReturnType<typeof useHits>

function stateOf(all: readonly Hits[], isCaughtUp: boolean): 'loading' | 'failed' | 'ready' {
  if (all.some(({ error }) => error)) return 'failed'
  return isCaughtUp && all.every(({ isLoading }) => !isLoading) ? 'ready' : 'loading'
}

function useHits<Hit>(kind: SearchInput['kind'], q: string, enabled: boolean) {
  const query = useInfiniteQuery(
    {
      queryKey: ['search', kind, q],
      queryFn: ({ pageParam, signal }) => {
        const params = new URLSearchParams({ kind, q, ...(pageParam && { cursor: pageParam }) })
        return getJson<SearchPage<Hit>>(`/api/search?${params}`, signal)
      },
      initialPageParam: '',
      getNextPageParam: (page) => page.nextCursor ?? undefined,
      // What was found for the letters before stays in sight until the new answer is there.
      placeholderData: (before, query) => (query?.queryKey[2] === '' ? undefined : before),
      staleTime: FRESH_MS,
      enabled,
    },
    getQueryClient(),
  )
  return {
    kind,
    hits: query.data?.pages.flatMap((page) => page.hits) ?? [],
    hint: query.data?.pages[0]?.hint ?? null,
    hasMore: query.hasNextPage && !query.isPlaceholderData,
    isLoadingMore: query.isFetchingNextPage,
    loadMore: () => void query.fetchNextPage(),
    isLoading: enabled && (query.isPending || query.isPlaceholderData),
    error: enabled ? query.error : null,
    retry: query.refetch,
  }
}

/** @returns the value, once it has not changed for a moment */
function usePaused(value: string): string {
  const [paused, setPaused] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setPaused(value), value === '' ? 0 : PAUSE_MS)
    return () => clearTimeout(timer)
  }, [value])
  return paused
}
