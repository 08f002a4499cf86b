'use client'

import { useQuery } from '@tanstack/react-query'
import { getQueryClient } from '@/components/chat/list/query-client'
import { getJson } from '@/components/chat/session/api'
import type { InsightState } from '@/lib/insight/schema'

const KEY = ['insight']

/** Whether messages are read, asked once for the whole window. */
export function useInsightState(): InsightState | undefined {
  const { data } = useQuery(
    {
      queryKey: KEY,
      queryFn: ({ signal }) => getJson<InsightState>('/api/insight', signal),
      staleTime: Number.POSITIVE_INFINITY,
    },
    getQueryClient(),
  )
  return data
}

/** What is known of it by now. */
export function keepInsightState({ isOn, isPaused, adapt, otherLanguages }: InsightState): void {
  getQueryClient().setQueryData<InsightState>(KEY, { isOn, isPaused, adapt, otherLanguages })
}
