'use client'

import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Textarea } from '@/components/ui/form/textarea'
import { toast } from '@/components/ui/overlay/toast-store'
import type { ChatMessage } from '@/lib/chat/schema'
import { until } from '../comparison/comparison'
import { isComposing, isSendKey } from '../composer/keys'
import { useConversation } from '../conversation/context'
import { readEdit, saveEdit } from '../draft/edits'
import type { ConversationSession } from '../session/conversation-session'
import type { Editing } from '../session/state'

/** Whether a message was deleted: where it stood is loaded, and neither it nor another version of it is there. */
function isDeleted({ chat, state }: ConversationSession, id: string, parentId: string | null): boolean {
  const { messages } = chat
  const isPlaceLoaded = parentId ? messages.some((message) => message.id === parentId) : !state.hasOlder
  const stands = messages.some((message) => message.id === id || message.metadata?.siblingIds?.includes(id))
  return isPlaceLoaded && !state.hasNewer && !stands
}

/** Once the server has the words, they need not be kept. What it refuses stands in the field again. */
async function forgetOnceTaken(session: ConversationSession, messageId: string): Promise<void> {
  await until(session.store, ({ connection }) => connection === 'open')
  if (session.state.busy && !session.state.editing) saveEdit(session, messageId, '')
}

type EditMessageProps = { message: ChatMessage; editing: Editing }

/**
 * Other words for a question. The old ones, and what followed them, stay as a version. Until they are sent or cancelled they are kept,
 * and stand here again whenever the question is edited.
 */
export function EditMessage({ message, editing: { messageId, text, isLeft } }: EditMessageProps) {
  const { session, focusComposer, giveWords } = useConversation()
  const field = useRef<HTMLTextAreaElement>(null)
  const [begun] = useState(() => readEdit(session, messageId) || text)
  const parentId = message.metadata?.parentId ?? null

  useEffect(() => {
    const { current } = field
    // Whoever comes upon it again is reading: the focus would pull the thread to it.
    if (isLeft) return
    current?.focus()
    current?.setSelectionRange(current.value.length, current.value.length)
  }, [isLeft])

  useEffect(() => {
    const { current } = field
    return () => {
      const { editing } = session.state
      if (!editing) return void forgetOnceTaken(session, messageId)
      if (editing.messageId !== messageId || !isDeleted(session, messageId, parentId))
        return session.leaveEditing(messageId, current?.value ?? '')
      const words = readEdit(session, messageId)
      session.stopEditing()
      saveEdit(session, messageId, '')
      if (!words) return
      giveWords(words)
      toast({ title: 'The message you were changing was deleted. Your words are in the field below.' })
    }
  }, [session, messageId, parentId, giveWords])

  function send() {
    const words = field.current?.value ?? ''
    if (!words.trim()) return
    session.edit(messageId, words)
    focusComposer()
  }

  function cancel() {
    saveEdit(session, messageId, '')
    session.stopEditing()
    focusComposer()
  }

  function press(event: KeyboardEvent<HTMLTextAreaElement>) {
    if (isComposing(event)) return
    if (event.key === 'Escape') cancel()
    else if (isSendKey(event)) {
      event.preventDefault()
      send()
    }
  }

  return (
    <div className="flex flex-col gap-2">
      <Textarea
        ref={field}
        aria-label="Edit your message"
        defaultValue={begun}
        dir="auto"
        className="min-h-16 rounded-card text-reading md:text-reading"
        onInput={({ currentTarget: { value } }) => {
          // What was refused is not what stands here any more, and is not to be tried again.
          session.dismissRefusal()
          saveEdit(session, messageId, value)
        }}
        onKeyDown={press}
      />
      <div className="flex justify-end gap-2">
        <Button size="sm" onClick={cancel}>
          Cancel
        </Button>
        <Button size="sm" variant="primary" onClick={send}>
          Send
        </Button>
      </div>
    </div>
  )
}
