'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import { usePathname } from 'next/navigation'
import { useEffect, useMemo, useRef, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Skeleton } from '@/components/ui/skeleton'
import type { ConversationPage } from '@/lib/chat/schema'
import { ConversationItem } from './conversation-item'
import { allConversations } from './conversation-pages'
import { conversationsQuery, refreshConversations } from './conversations'
import { groupByDay } from './group-by-day'
import { getQueryClient } from './query-client'

type ConversationListProps = {
  /** The first page, read by the server. */
  initial: ConversationPage
  timeZone: string
  locale: string
}

/** All conversations by day. One Tab stop; the arrow keys go through it. */
export function ConversationList({ initial, timeZone, locale }: ConversationListProps) {
  const query = useInfiniteQuery(conversationsQuery(initial), getQueryClient())
  const conversations = useMemo(() => allConversations(query.data), [query.data])
  const groups = useMemo(
    () => groupByDay(conversations, new Date(), timeZone, locale),
    [conversations, timeZone, locale],
  )
  const pathname = usePathname()
  const activeId = pathname.startsWith('/chat/') ? pathname.slice('/chat/'.length) : null
  const [focusedId, setFocusedId] = useState<string | null>(null)
  const stopId =
    [focusedId, activeId].find((id) => conversations.some((c) => c.id === id)) ?? conversations[0]?.id

  useRefreshOnReturn()

  if (conversations.length === 0) {
    return <p className="px-4.5 py-3 text-ink-muted text-xs">Your conversations will be here.</p>
  }
  return (
    <div data-conversations className="flex flex-col gap-4 px-2 pt-2 pb-4">
      {groups.map(({ label, conversations }) => (
        <section key={label} aria-label={label}>
          <h2 className="px-2.5 pb-1 font-medium text-ink-muted text-xs">{label}</h2>
          <ul>
            {conversations.map((conversation) => (
              <ConversationItem
                key={conversation.id}
                conversation={conversation}
                isActive={conversation.id === activeId}
                isStop={conversation.id === stopId}
                onFocus={setFocusedId}
              />
            ))}
          </ul>
        </section>
      ))}
      <MoreConversations
        hasMore={query.hasNextPage}
        state={query.isFetchNextPageError ? 'failed' : query.isFetchingNextPage ? 'loading' : 'idle'}
        onMore={query.fetchNextPage}
      />
    </div>
  )
}

/** What other windows and devices did while this one was out of sight. */
function useRefreshOnReturn(): void {
  useEffect(() => {
    const refresh = () => {
      if (!document.hidden) refreshConversations()
    }
    document.addEventListener('visibilitychange', refresh)
    window.addEventListener('online', refresh)
    return () => {
      document.removeEventListener('visibilitychange', refresh)
      window.removeEventListener('online', refresh)
    }
  }, [])
}

/** Loads the next page when its place comes into sight. */
function MoreConversations({
  hasMore,
  state,
  onMore,
}: {
  hasMore: boolean
  state: 'idle' | 'loading' | 'failed'
  onMore: () => unknown
}) {
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (!place.current || !hasMore || state !== 'idle') return
    const observer = new IntersectionObserver(([entry]) => {
      if (entry?.isIntersecting) onMore()
    })
    observer.observe(place.current)
    return () => observer.disconnect()
  }, [hasMore, state, onMore])

  if (!hasMore) return null
  if (state === 'failed') {
    return (
      <div className="px-2.5 text-ink-muted text-xs">
        <p>More conversations could not be loaded.</p>
        <Button size="sm" variant="ghost" className="-mx-3" onClick={() => onMore()}>
          Try again
        </Button>
      </div>
    )
  }
  return (
    <div
      ref={place}
      role="status"
      aria-label="Loading more conversations"
      className="flex flex-col gap-4 px-2.5 py-2"
    >
      <Skeleton className="w-4/5" />
      <Skeleton className="w-3/5" />
      <Skeleton className="w-2/3" />
    </div>
  )
}
