'use client'

import { useQuery } from '@tanstack/react-query'
import { getQueryClient } from '@/components/chat/list/query-client'
import { getJson } from '@/components/chat/session/api'
import type { MemoryState } from '@/lib/memory/schema'

const QUERY = {
  queryKey: ['memory-state'],
  queryFn: () => getJson<MemoryState>('/api/memory/state'),
  staleTime: Number.POSITIVE_INFINITY,
}

/** Whether anything is remembered, asked once for the whole window. */
export function useIsMemoryOn(): boolean {
  const { data } = useQuery(QUERY, getQueryClient())
  return data !== undefined && data.mode !== 'off'
}

/** What is known of it by now. */
export function keepMemoryState(state: MemoryState): void {
  getQueryClient().setQueryData<MemoryState>(QUERY.queryKey, state)
}
