'use client'

import { ChevronLeft, ChevronRight } from 'lucide-react'
import { IconButton } from '@/components/ui/icon-button'
import type { ChatMessage } from '@/lib/chat/schema'
import { useConversation } from '../../conversation/context'
import { focusWhenShown } from '../keys/wanted-focus'

/** ‹ 2/3 ›: the versions of a message, and what followed each. */
export function VersionSwitch({ message, busy }: { message: ChatMessage; busy: boolean }) {
  const { session } = useConversation()
  const ids = message.metadata?.siblingIds ?? []
  const at = ids.indexOf(message.id)
  if (ids.length < 2 || at === -1) return null

  const go = (target: string) => {
    focusWhenShown(session, target)
    void session.select(target)
  }
  const step = (by: number, label: string) => {
    const target = ids[at + by]
    return (
      <IconButton
        label={label}
        data-key={by < 0 ? 'ArrowLeft' : 'ArrowRight'}
        size="sm"
        disabled={busy || !target}
        onClick={() => target && go(target)}
      >
        {by < 0 ? <ChevronLeft /> : <ChevronRight />}
      </IconButton>
    )
  }
  return (
    <div className="flex items-center text-xs tabular-nums">
      {step(-1, 'Previous version')}
      <span>
        <span className="sr-only">Version </span>
        {at + 1}/{ids.length}
      </span>
      {step(1, 'Next version')}
    </div>
  )
}
