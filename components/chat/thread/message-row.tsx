'use client'

import dynamic from 'next/dynamic'
import { memo, useRef } from 'react'
import { cn } from '@/components/ui/cn'
import { orReload } from '@/components/ui/later'
import type { ChatMessage } from '@/lib/chat/schema'
import type { Comparison } from '../comparison/comparison'
import { AssistantMessage } from './assistant-message'
import { useWantedFocus } from './keys/wanted-focus'
import { Thinking } from './reply/thinking'
import { UserMessage } from './user-message'

// `loading` gives it a boundary of its own: the page does not wait for it.
const ComparisonRow = dynamic(
  () => orReload(import('../comparison/comparison-row').then((module) => module.ComparisonRow)),
  { loading: () => null },
)

type MessageRowProps = {
  message: ChatMessage | null
  position: number
  isLast: boolean
  /** A reply is being made: nothing else can be asked for now. */
  busy: boolean
  /** A second answer beside this one, between which to choose. */
  comparison?: Comparison | null
}

/** One turn of the conversation. Drawn again only when its own message or state changes. */
export const MessageRow = memo(function MessageRow(props: MessageRowProps) {
  const { message, position, isLast, busy, comparison = null } = props
  const mine = message?.role === 'user'
  const article = useRef<HTMLElement>(null)
  useWantedFocus(message?.id, article)
  return (
    <article
      ref={article}
      aria-label={mine ? 'You' : 'Numina'}
      aria-posinset={position}
      aria-setsize={-1}
      tabIndex={-1}
      aria-keyshortcuts="C E R M Delete"
      data-last={isLast || undefined}
      className={cn(
        'group mx-auto w-full rounded-card px-4 -outline-offset-2',
        comparison ? 'max-w-6xl' : 'max-w-reading',
        mine ? 'pt-5' : 'pt-1 pb-2',
      )}
    >
      {comparison ? (
        <ComparisonRow first={message} comparison={comparison} />
      ) : message === null ? (
        <Thinking />
      ) : mine ? (
        <UserMessage message={message} busy={busy} />
      ) : (
        <AssistantMessage message={message} busy={busy} isLast={isLast} />
      )}
    </article>
  )
})
