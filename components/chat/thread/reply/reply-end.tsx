'use client'

import { Play, RotateCcw } from 'lucide-react'
import { Button } from '@/components/ui/button'
import type { ChatMessage } from '@/lib/chat/schema'
import { useConversation } from '../../conversation/context'
import { questionOf } from '../../session/branch'
import { textOf } from '../../transport/transport'
import { ReplyFailure } from './reply-failure'

/** How a reply ended, when it did not end by itself, and the way on. */
export function ReplyEnd({
  message,
  busy,
  isLast,
}: {
  message: ChatMessage
  busy: boolean
  isLast: boolean
}) {
  const { session } = useConversation()
  const { metadata } = message
  if (metadata?.error) return <ReplyFailure message={message} error={metadata.error} busy={busy} />
  const words = wordsFor(message)
  if (!words) return null

  const questionId = questionOf(session.chat.messages, message)
  const canContinue = textOf(message) !== ''
  return (
    <div className="mt-3 flex flex-wrap items-center gap-x-3 gap-y-2 text-ink-muted">
      <p>{words}</p>
      {isLast && questionId && (
        <Button
          size="sm"
          disabled={busy}
          onClick={() => (canContinue ? session.continueReply(message) : session.regenerate(questionId))}
        >
          {canContinue ? (
            <Play aria-hidden className="size-3.5" />
          ) : (
            <RotateCcw aria-hidden className="size-3.5" />
          )}
          {canContinue ? 'Continue' : 'Try again'}
        </Button>
      )}
    </div>
  )
}

function wordsFor({ metadata }: ChatMessage): string | null {
  switch (metadata?.status) {
    case 'stopped':
      return 'You stopped this answer.'
    case 'interrupted':
      return 'This answer was interrupted. What had arrived is kept.'
    case 'running':
      return 'The connection broke while this answer was being made.'
    default:
      return metadata?.finishReason === 'length'
        ? 'The answer is as long as the model can make it in one go.'
        : null
  }
}
