'use client'

import { type KeyboardEvent, useEffect, useRef } from 'react'
import { Button } from '@/components/ui/button'
import { Textarea } from '@/components/ui/form/textarea'
import { isComposing, isSendKey } from '../composer/keys'
import { useConversation } from '../conversation/context'
import type { Editing } from '../session/state'

/** Other words for a question. The old ones, and what followed them, stay as a version. */
export function EditMessage({ editing: { messageId, text, isLeft } }: { editing: Editing }) {
  const { session, focusComposer } = useConversation()
  const field = useRef<HTMLTextAreaElement>(null)

  useEffect(() => {
    const { current } = field
    // Whoever comes upon it again is reading: the focus would pull the thread to it.
    if (isLeft) return
    current?.focus()
    current?.setSelectionRange(current.value.length, current.value.length)
  }, [isLeft])

  useEffect(() => {
    const { current } = field
    return () => session.leaveEditing(messageId, current?.value ?? '')
  }, [session, messageId])

  function send() {
    const words = field.current?.value ?? ''
    if (!words.trim()) return
    session.edit(messageId, words)
    focusComposer()
  }

  function cancel() {
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
        defaultValue={text}
        dir="auto"
        className="min-h-16 rounded-card text-reading md:text-reading"
        // What was refused is not what stands here any more, and is not to be tried again.
        onInput={() => session.dismissRefusal()}
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
