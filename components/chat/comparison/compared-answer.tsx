'use client'

import { Check, Square } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import type { ChatMessage } from '@/lib/chat/schema'
import type { ErrorBody } from '@/lib/core/errors'
import { CopyAction } from '../thread/actions/copy-action'
import { MessageFacts } from '../thread/actions/message-facts'
import { ReplacedModel } from '../thread/reply/replaced-model'
import { ReplyBody } from '../thread/reply/reply-body'
import { Thinking } from '../thread/reply/thinking'
import { textOf } from '../transport/transport'

type ComparedAnswerProps = {
  /** Of the model. */
  name: string
  message: ChatMessage | null
  running: boolean
  stopping: boolean
  /** Neither of them has words: one is gone on with all the same, so that it can be asked for again. */
  isOnlyChoice: boolean
  /** Why it was never asked for. */
  refusal: ErrorBody | null
  /** It has been chosen; the other one is on its way to its end. */
  keeping: boolean
  onStop: () => void
  onKeep: () => void
}

/** One of two answers, and the choice of it. */
export function ComparedAnswer(props: ComparedAnswerProps) {
  const { name, message, running, stopping, isOnlyChoice, refusal, keeping, onStop, onKeep } = props
  const error = refusal ?? message?.metadata?.error ?? null
  const text = message ? textOf(message) : ''
  return (
    <section
      aria-label={`Answer by ${name}`}
      className="flex w-full min-w-0 shrink-0 snap-center flex-col rounded-card border p-4"
    >
      <header className="mb-3 flex min-h-8 items-center gap-2">
        <h2 className="min-w-0 flex-1 truncate font-medium">{name}</h2>
        <span role="status" className="text-ink-muted text-xs">
          {running ? 'Writing' : endOf(message, error !== null)}
        </span>
      </header>
      <div className="min-w-0 flex-1">
        {message && <ReplacedModel message={message} />}
        {message ? <ReplyBody message={message} growing={running} /> : running && <Thinking />}
        {error && !running && (
          <Notice tone="danger" className="mt-3">
            {error.message}
          </Notice>
        )}
      </div>
      <footer className="mt-3 flex flex-wrap items-center gap-2 text-ink-muted">
        {running ? (
          <Button size="sm" disabled={stopping} onClick={onStop}>
            <Square aria-hidden className="size-3 fill-current" />
            Stop this answer
          </Button>
        ) : (
          <Button size="sm" loading={keeping} disabled={text === '' && !isOnlyChoice} onClick={onKeep}>
            <Check aria-hidden className="size-4" />
            Keep this answer
          </Button>
        )}
        {!running && text !== '' && <CopyAction text={text} />}
        {!running && message && <MessageFacts message={message} />}
      </footer>
    </section>
  )
}

function endOf(message: ChatMessage | null, failed: boolean): string {
  if (failed) return 'Failed'
  const status = message?.metadata?.status
  return status === 'stopped' ? 'Stopped' : status === 'interrupted' ? 'Interrupted' : 'Ready'
}
