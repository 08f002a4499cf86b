'use client'

import { useQuery } from '@tanstack/react-query'
import { getQueryClient } from '@/components/chat/list/query-client'
import { getJson } from '@/components/chat/session/api'
import { Button } from '@/components/ui/button'
import { Skeleton } from '@/components/ui/skeleton'
import type { MessageInsight } from '@/lib/insight/schema'
import { CorrectReading } from './correct-reading'
import { ReadingControls } from './reading-controls'
import { WhatWasRead } from './what-was-read'

/** A reading is there a moment after its message. */
const LOOK_AGAIN_MS = 700
const FRESH_MS = 30_000
const MOST_LOOKS = 8

type ReadingCardProps = { conversationId: string; messageId: string; sentAt: string | null }

/** What was read of a message, how sure that is, why, and what to do about it. */
export function ReadingCard({ conversationId, messageId, sentAt }: ReadingCardProps) {
  const { data, error, refetch } = useQuery(
    {
      queryKey: ['reading', conversationId, messageId],
      queryFn: ({ signal }) =>
        getJson<MessageInsight>(`/api/conversations/${conversationId}/readings/${messageId}`, signal),
      staleTime: 0,
      refetchInterval: ({ state }) => (mayComeYet(state, sentAt) ? LOOK_AGAIN_MS : false),
    },
    getQueryClient(),
  )
  if (error && !data)
    return (
      <div className="flex flex-col items-start gap-3">
        <p role="alert">What was read of this message could not be loaded. Nothing is lost.</p>
        <Button size="sm" onClick={() => void refetch()}>
          Try again
        </Button>
      </div>
    )
  if (!data) return <Skeleton className="h-24 w-full" />
  const { reading } = data
  return (
    <div className="flex flex-col gap-4">
      {reading ? (
        <>
          <WhatWasRead reading={reading} />
          <CorrectReading
            reading={reading}
            message={{ conversationId, messageId }}
            onChanged={() => void refetch()}
          />
        </>
      ) : (
        <p className="text-ink-muted">{whyNothing(data)}</p>
      )}
      <ReadingControls insight={data} conversationId={conversationId} onChanged={() => void refetch()} />
    </div>
  )
}

function mayComeYet(
  { data, dataUpdateCount }: { data: MessageInsight | undefined; dataUpdateCount: number },
  sentAt: string | null,
): boolean {
  if (!data || data.reading || data.isOffHere || data.isPaused || dataUpdateCount > MOST_LOOKS) return false
  return sentAt === null || Date.now() - Date.parse(sentAt) < FRESH_MS
}

function whyNothing({ isPaused, isOffHere }: MessageInsight): string {
  if (isOffHere) return 'Reading is off in this conversation. Nothing that was read here is kept.'
  if (isPaused) return 'Reading is paused. This message was not read.'
  return 'Nothing was read of this message: it was sent before you turned reading on, or while it was off.'
}
