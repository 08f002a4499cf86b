'use client'

import { useChat } from '@ai-sdk/react'
import { useEffect, useRef, useState } from 'react'
import { useSessionState } from '../../session/sessions'
import { textOf } from '../../transport/transport'
import { useConversation } from '../context'
import { completeSentences, plainWords } from './sentences'

/** How often a growing reply is looked through for new sentences. */
const LISTEN_EVERY_MS = 700

const endings = {
  done: '',
  stopped: 'Stopped.',
  failed: '',
  interrupted: 'The answer was interrupted.',
  running: '',
}

/** Reads a reply to screen readers as it grows: by sentence, when nothing else is being said. */
export function Announcer() {
  const { session } = useConversation()
  const { messages } = useChat({ chat: session.chat, throttle: LISTEN_EVERY_MS })
  const busy = useSessionState(session, (state) => state.busy)
  const said = useRef({ id: '', length: 0, wasBusy: false })
  const [words, setWords] = useState('')

  useEffect(() => {
    // At its end all of it counts: the throttle may still hold its last words back.
    const reply = (busy ? messages : session.chat.messages).at(-1)
    const before = said.current
    // Words that stay the same would not be said again.
    if (busy && !before.wasBusy) setWords('')
    if (reply?.role !== 'assistant') {
      said.current = { id: '', length: 0, wasBusy: busy }
      return
    }
    const text = textOf(reply)
    const isSame = before.id === reply.id
    const hasEnded = !busy && !before.wasBusy
    // What was there before is not read, but for words that come after the end of the reply they belong to.
    if (hasEnded && !(isSame && text.length > before.length)) {
      said.current = { id: reply.id, length: text.length, wasBusy: false }
      return
    }
    const from = isSame ? before.length : 0
    const length = busy ? completeSentences(text, from) : text.length
    const status = reply.metadata?.status ?? 'done'
    const ending = busy ? '' : (reply.metadata?.error?.message ?? endings[status])
    said.current = { id: reply.id, length, wasBusy: busy }
    const next = `${plainWords(text.slice(from, length))} ${ending}`.trim()
    if (next) setWords(next)
  }, [messages, busy, session])

  return (
    <p role="status" aria-live="polite" className="sr-only">
      {words}
    </p>
  )
}
