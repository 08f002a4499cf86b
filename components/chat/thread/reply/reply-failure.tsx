'use client'

import Link from 'next/link'
import { Button } from '@/components/ui/button'
import { buttonStyles } from '@/components/ui/button-styles'
import { Notice } from '@/components/ui/notice'
import type { ChatMessage, ReplyError } from '@/lib/chat/schema'
import { useConversation } from '../../conversation/context'
import { questionOf } from '../../session/branch'
import { textOf } from '../../transport/transport'
import { ModelMenu } from '../actions/model-menu'

/** A reply that failed: what happened in words, and the action that fits. */
export function ReplyFailure({
  message,
  error,
  busy,
}: {
  message: ChatMessage
  error: ReplyError
  busy: boolean
}) {
  const { session } = useConversation()
  const questionId = questionOf(session.chat.messages, message)

  function shorten() {
    const question = session.chat.messages.find(({ id }) => id === questionId)
    if (question) session.startEditing(question.id, textOf(question))
  }

  return (
    <Notice tone="danger" className="mt-3">
      <p>{error.message}</p>
      {questionId && (
        <div className="mt-2.5 flex flex-wrap gap-2">
          {error.action === 'shorten' && (
            <Button size="sm" disabled={busy} onClick={shorten}>
              Shorten the message
            </Button>
          )}
          {error.action === 'settings' && (
            <Link href="/settings" className={buttonStyles({ size: 'sm' })}>
              Open settings
            </Link>
          )}
          {error.action !== 'shorten' && (
            <Button size="sm" disabled={busy} onClick={() => session.regenerate(questionId)}>
              Try again
            </Button>
          )}
          <ModelMenu
            except={message.metadata?.model}
            onChoose={(model) => session.regenerate(questionId, { model })}
            trigger={
              <Button
                size="sm"
                variant={error.action === 'other_model' ? 'secondary' : 'ghost'}
                disabled={busy}
              >
                Choose another model
              </Button>
            }
          />
        </div>
      )}
    </Notice>
  )
}
