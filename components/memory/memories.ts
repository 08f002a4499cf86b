'use client'

import { type InfiniteData, useInfiniteQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { callAction } from '@/components/actions/call-action'
import { getQueryClient } from '@/components/chat/list/query-client'
import { getJson } from '@/components/chat/session/api'
import { onLive } from '@/components/live/listeners'
import { toast } from '@/components/ui/overlay/toast-store'
import { forgetMemories, restoreMemories } from '@/lib/memory/actions'
import type { MemoryPage } from '@/lib/memory/schema'
import { plural } from './words'

const KEY = 'memories'

/** What is remembered, page by page; it is read again when it changes, here or in another window. */
export function useMemories(q: string, initial: MemoryPage) {
  useEffect(
    () =>
      onLive((sign) => {
        if (sign.kind === 'memory' || sign.kind === 'refetch') void refreshMemories()
      }),
    [],
  )
  return useInfiniteQuery<MemoryPage, Error, InfiniteData<MemoryPage, number>, string[], number>(
    {
      queryKey: [KEY, q],
      queryFn: ({ signal, pageParam }) =>
        getJson<MemoryPage>(`/api/memory?${new URLSearchParams({ q, offset: String(pageParam) })}`, signal),
      initialPageParam: 0,
      getNextPageParam: (last, pages) => {
        const shown = pages.reduce((sum, page) => sum + page.memories.length, 0)
        return last.memories.length > 0 && shown < last.found ? shown : undefined
      },
      // The page has just been made with it; what this window knew from before is older.
      ...(q === '' && { initialData: { pages: [initial], pageParams: [0] } }),
      placeholderData: (before) => before,
      staleTime: 5_000,
    },
    getQueryClient(),
  )
}

export async function refreshMemories(): Promise<void> {
  await getQueryClient().invalidateQueries({ queryKey: [KEY] })
}

/** Forgets, with ten seconds to think better of it. */
export async function forgetWithUndo(ids: string[], what: string): Promise<void> {
  const result = await callAction(() => forgetMemories({ ids }))
  if (!result.ok) return void toast({ title: result.error.message, tone: 'danger' })
  offerUndo(ids, what)
  await refreshMemories()
}

/** Says what was forgotten, and offers to take it back. */
export function offerUndo(ids: string[], what: string = plural(ids.length, 'memory', 'memories')): void {
  if (ids.length === 0) return void toast({ title: 'Nothing was remembered of it.' })
  const restore = async () => {
    const restored = await callAction(() => restoreMemories({ ids }))
    if (!restored.ok) toast({ title: restored.error.message, tone: 'danger' })
    await refreshMemories()
  }
  toast({
    title: 'Forgotten',
    description: what,
    action: { label: 'Undo', onSelect: () => void restore(), ends: true },
  })
}
