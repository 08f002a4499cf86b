'use client'

import { Brain } from 'lucide-react'
import { useState } from 'react'
import { callAction } from '@/components/actions/call-action'
import { Button } from '@/components/ui/button'
import { toast } from '@/components/ui/overlay/toast-store'
import type { ChatMessage } from '@/lib/chat/schema'
import type { Result } from '@/lib/core/result'
import { keepMemory, undoRemembered } from '@/lib/memory/actions'
import type { Remembered } from '@/lib/memory/schema'
import { refreshConversationMemory, useConversationMemory } from './conversation-memory'

/** Quietly under a reply: what is remembered of the message it answers, and the way to undo it. */
export function RememberedLine({ message }: { message: ChatMessage }) {
  const memory = useConversationMemory()
  const questionId = message.metadata?.parentId
  const remembered = (questionId && memory?.remembered[questionId]) || []
  if (!questionId || remembered.length === 0) return null
  return (
    <ul aria-label="Remembered of your message" className="mt-2 flex flex-col gap-1">
      {remembered.map((each) => (
        <Line key={each.id} remembered={each} messageId={questionId} />
      ))}
    </ul>
  )
}

function Line({
  remembered: { id, text, status, instead },
  messageId,
}: {
  remembered: Remembered
  messageId: string
}) {
  const [busy, setBusy] = useState(false)

  async function run(action: () => Promise<Result<unknown>>, done: string) {
    if (busy) return
    setBusy(true)
    const result = await callAction(action)
    toast(result.ok ? { title: done } : { title: result.error.message, tone: 'danger' })
    await refreshConversationMemory()
    setBusy(false)
  }

  const undo = () =>
    run(
      () => undoRemembered({ id, messageId }),
      instead && status === 'kept' ? `Back to: ${instead}` : 'Forgotten',
    )
  return (
    <li className="flex flex-wrap items-center gap-x-2 text-ink-muted text-xs">
      <Brain aria-hidden className="size-3.5 shrink-0" />
      <span dir="auto" className="min-w-0 [overflow-wrap:anywhere]">
        {status === 'kept' ? 'Remembered: ' : 'Remember this? '}
        <span className="text-ink">{text}</span>
        {instead && ` (instead of: ${instead})`}
      </span>
      {status === 'proposed' && (
        <Button
          variant="ghost"
          size="sm"
          className="h-7 px-2 text-xs"
          aria-label={`Remember: ${text}`}
          aria-disabled={busy || undefined}
          onClick={() => void run(() => keepMemory({ id }), 'Remembered')}
        >
          Keep
        </Button>
      )}
      <Button
        variant="ghost"
        size="sm"
        className="h-7 px-2 text-xs"
        aria-label={status === 'kept' ? `Undo: ${text}` : `Do not remember: ${text}`}
        aria-disabled={busy || undefined}
        onClick={() => void undo()}
      >
        {status === 'kept' ? 'Undo' : 'No'}
      </Button>
    </li>
  )
}
