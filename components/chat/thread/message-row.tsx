'use client'

import { memo } from 'react'
import { cn } from '@/components/ui/cn'
import type { ChatMessage } from '@/lib/chat/schema'
import { AssistantMessage } from './assistant-message'
import { Thinking } from './thinking'
import { UserMessage } from './user-message'

type MessageRowProps = {
  message: ChatMessage | null
  position: number
  isLast: boolean
  /** A reply is being made: nothing else can be asked for now. */
  busy: boolean
}

/** One turn of the conversation. Drawn again only when its own message or state changes. */
export const MessageRow = memo(function MessageRow({ message, position, isLast, busy }: MessageRowProps) {
  const mine = message?.role === 'user'
  return (
    <article
      aria-label={mine ? 'You' : 'Numina'}
      aria-posinset={position}
      aria-setsize={-1}
      tabIndex={-1}
      data-last={isLast || undefined}
      className={cn('group mx-auto w-full max-w-reading px-4 outline-none', mine ? 'pt-5' : 'pt-1 pb-2')}
    >
      {message === null ? (
        <Thinking />
      ) : mine ? (
        <UserMessage message={message} busy={busy} />
      ) : (
        <AssistantMessage message={message} busy={busy} isLast={isLast} />
      )}
    </article>
  )
})
