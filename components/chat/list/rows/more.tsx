'use client'

import { useEffect, useRef } from 'react'
import { Button } from '@/components/ui/button'
import { Skeleton } from '@/components/ui/skeleton'

/** What `useInfiniteQuery` says of the pages that follow. */
export type Paging = {
  hasNextPage: boolean
  isFetchNextPageError: boolean
  isFetchingNextPage: boolean
  fetchNextPage: () => unknown
}

/** Loads the next page when its place comes into sight. */
export function More({ paging }: { paging: Paging }) {
  const { hasNextPage, isFetchNextPageError, isFetchingNextPage, fetchNextPage } = paging
  const place = useRef<HTMLDivElement>(null)
  const isIdle = !isFetchNextPageError && !isFetchingNextPage
  useEffect(() => {
    if (!place.current || !hasNextPage || !isIdle) return
    const observer = new IntersectionObserver(([entry]) => {
      if (entry?.isIntersecting) fetchNextPage()
    })
    observer.observe(place.current)
    return () => observer.disconnect()
  }, [hasNextPage, isIdle, fetchNextPage])

  if (!hasNextPage) return null
  if (isFetchNextPageError) {
    return (
      <div className="px-2.5 text-ink-muted text-xs">
        <p>More conversations could not be loaded.</p>
        <Button size="sm" variant="ghost" className="-mx-3" onClick={() => fetchNextPage()}>
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
