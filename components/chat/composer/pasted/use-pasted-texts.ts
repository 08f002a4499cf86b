'use client'

import { type ClipboardEvent, type RefObject, useEffect, useMemo, useRef, useState } from 'react'
import { newId } from '@/lib/core/ids'
import { cleanPaste, isLong, joinDraft, splitDraft, toMessage } from './words'

export type PastedText = { id: string; text: string }

/**
 * Long texts that were pasted, kept beside the field instead of in it.
 *
 * @param onChange called after every change by the person
 * @returns the texts, and what can be done with them: functions that stay the same between renders
 */
export function usePastedTexts(field: RefObject<HTMLTextAreaElement | null>, onChange: () => void) {
  const [texts, setTexts] = useState<readonly PastedText[]>([])
  const latest = useRef(texts)
  const told = useRef(onChange)
  useEffect(() => {
    told.current = onChange
  })

  const actions = useMemo(() => {
    const set = (next: readonly PastedText[]) => {
      latest.current = next
      setTexts(next)
    }
    const change = (next: readonly PastedText[]) => {
      set(next)
      told.current()
    }
    const pasted = () => latest.current.map(({ text }) => text)
    const typed = () => field.current?.value ?? ''
    const without = (id: string) => latest.current.filter((one) => one.id !== id)
    const add = (text: string) => ({ id: newId(), text })
    return {
      /** The field and the cards as one text, for the draft. */
      whole: {
        current: {
          get value() {
            return joinDraft(typed(), pasted())
          },
          set value(draft: string) {
            const parts = splitDraft(draft)
            if (field.current) field.current.value = parts.typed
            if (parts.pasted.length > 0 || latest.current.length > 0) set(parts.pasted.map(add))
          },
        },
      },
      message: () => toMessage(typed(), pasted()),
      clear: () => set([]),
      edit: (id: string, text: string) =>
        change(latest.current.map((one) => (one.id === id ? { id, text: cleanPaste(text) } : one))),
      remove: (id: string) => change(without(id)),
      /** Takes a long text that is being pasted. Short ones go into the field as ever. */
      take(event: ClipboardEvent) {
        const text = cleanPaste(event.clipboardData.getData('text/plain'))
        if (!isLong(text)) return
        event.preventDefault()
        change([...latest.current, add(text)])
      },
      /** Puts a text where the cursor is, as if it had been pasted there. */
      putInField(id: string) {
        const { current } = field
        const text = latest.current.find((one) => one.id === id)?.text
        if (!current || text === undefined) return
        current.setRangeText(text, current.selectionStart, current.selectionEnd, 'end')
        change(without(id))
        current.focus()
      },
    }
  }, [field])
  return { texts, ...actions }
}
