'use client'

import { Clock, Pencil, X } from 'lucide-react'
import { type KeyboardEvent, useEffect, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Textarea } from '@/components/ui/form/textarea'
import { IconButton } from '@/components/ui/icon-button'
import { useConversation } from '../conversation/context'
import { useSessionState } from '../session/sessions'
import type { QueuedMessage } from '../session/storage'
import { isComposing, isSendKey } from './keys'

/** Messages that wait for the reply to end, or for another try. They can be changed and withdrawn. */
export function WaitingMessages() {
  const { session } = useConversation()
  const queue = useSessionState(session, (state) => state.queue)
  const busy = useSessionState(session, (state) => state.busy)
  const comparing = useSessionState(session, (state) => state.comparison !== null)
  const refused = useSessionState(session, (state) => state.refusal !== null)
  if (queue.length === 0) return null
  return (
    <section aria-label="Messages waiting to be sent" className="mb-2">
      <div className="flex items-center gap-2 px-2 pb-1 text-ink-muted text-xs">
        <Clock aria-hidden className="size-3.5" />
        <span>
          {comparing
            ? 'Sent when you keep one of the answers'
            : busy
              ? 'Sent when this answer ends'
              : 'Not sent yet'}
        </span>
        {!busy && !comparing && !refused && (
          <Button
            size="sm"
            variant="ghost"
            className="ms-auto text-accent"
            onClick={() => session.sendNext()}
          >
            Send now
          </Button>
        )}
      </div>
      <ul className="max-h-[30dvh] divide-y overflow-y-auto rounded-control border bg-surface-raised">
        {queue.map((message) => (
          <WaitingMessage key={message.id} message={message} />
        ))}
      </ul>
    </section>
  )
}

function WaitingMessage({ message }: { message: QueuedMessage }) {
  const { session, focusComposer } = useConversation()
  /** What it said before it was being changed. */
  const [before, setBefore] = useState<string | null>(null)
  const editing = before !== null

  useEffect(() => (editing ? session.changeWaiting(message.id) : undefined), [editing, session, message.id])

  function save(text: string) {
    session.outbox.edit(message.id, text)
    setBefore(null)
    focusComposer()
  }

  function press(event: KeyboardEvent<HTMLTextAreaElement>) {
    if (isComposing(event)) return
    if (isSendKey(event)) {
      event.preventDefault()
      save(event.currentTarget.value)
    } else if (event.key === 'Escape') save(before ?? message.text)
  }

  if (editing) {
    return (
      <li className="p-1.5">
        <Textarea
          autoFocus
          aria-label="Change the waiting message"
          dir="auto"
          defaultValue={before}
          className="max-h-48 min-h-10"
          // Should the page go meanwhile, the newest words are sent. An empty field withdraws the message when it is left.
          onInput={({ currentTarget: { value } }) => value.trim() && session.outbox.edit(message.id, value)}
          onKeyDown={press}
          onBlur={(event) => save(event.currentTarget.value)}
        />
      </li>
    )
  }
  return (
    <li className="flex items-center gap-1 ps-3.5 pe-1.5">
      <span dir="auto" className="my-2 line-clamp-2 min-w-0 flex-1 [overflow-wrap:anywhere]">
        {message.text.slice(0, 500)}
      </span>
      <IconButton label="Change" size="sm" onClick={() => setBefore(message.text)}>
        <Pencil />
      </IconButton>
      <IconButton
        label="Withdraw"
        size="sm"
        onClick={() => {
          session.outbox.edit(message.id, '')
          focusComposer()
        }}
      >
        <X />
      </IconButton>
    </li>
  )
}
