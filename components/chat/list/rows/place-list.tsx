'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { Button } from '@/components/ui/button'
import { Skeleton } from '@/components/ui/skeleton'
import type { ConversationPage, Place } from '@/lib/chat/schema'
import { placeQuery } from '../conversations'
import { allConversations } from '../data/conversation-pages'
import { getQueryClient } from '../query-client'
import { More } from './more'
import { Rows } from './rows'

export function usePlace(place: Place, initial?: ConversationPage) {
  const query = useInfiniteQuery(placeQuery(place, initial), getQueryClient())
  const conversations = useMemo(() => allConversations(query.data), [query.data])
  return { conversations, query }
}

/** The conversations of a folder or of the archive, newest first. */
export function PlaceList({
  place,
  initial,
  empty,
}: {
  place: Place
  initial?: ConversationPage | undefined
  empty: string
}) {
  const { conversations, query } = usePlace(place, initial)
  if (query.isPending) return <Loading />
  if (query.isError && !query.data) {
    return (
      <div className="px-2.5 py-1 text-ink-muted text-xs">
        <p>These conversations could not be loaded.</p>
        <Button size="sm" variant="ghost" className="-mx-3" onClick={() => void query.refetch()}>
          Try again
        </Button>
      </div>
    )
  }
  if (conversations.length === 0 && !query.hasNextPage)
    return <p className="px-2.5 py-1.5 text-ink-muted text-xs">{empty}</p>
  return (
    <>
      <Rows conversations={conversations} />
      <More paging={query} />
    </>
  )
}

function Loading() {
  return (
    <div
      role="status"
      aria-label="Loading conversations"
      className="flex animate-late flex-col gap-4 px-2.5 py-2"
    >
      <Skeleton className="w-4/5" />
      <Skeleton className="w-3/5" />
    </div>
  )
}
