'use client'

import { type ComponentType, type KeyboardEvent, type RefObject, useCallback, useRef, useState } from 'react'
import type { ListHandle } from './choice-list'
import type { Popup } from './popup'
import { type Trigger, triggerAt } from './trigger'

type PopupComponent = ComponentType<Parameters<typeof Popup>[0]>

/**
 * The lists over the message field. Nothing of them is loaded before the field has the focus, and a key press costs a look at the
 * few characters before the caret.
 *
 * @param onReplaced called when a choice has changed the field
 */
export function usePopup(field: RefObject<HTMLTextAreaElement | null>, onReplaced: () => void) {
  const list = useRef<ListHandle>(null)
  const [trigger, setTrigger] = useState<Trigger | null>(null)
  const [activeId, setActiveId] = useState<string | null>(null)
  const [Loaded, setLoaded] = useState<PopupComponent | null>(null)
  const isLoading = useRef(false)
  /** A list that was closed stays closed until it would be another one. */
  const closed = useRef<number | null>(null)
  /** Where a list was opened without a slash, and how many characters stand after it. */
  const opened = useRef<{ from: number; after: number } | null>(null)

  const load = useCallback(() => {
    if (isLoading.current) return
    isLoading.current = true
    import('./popup').then(
      ({ Popup: component }) => setLoaded(() => component),
      () => {
        isLoading.current = false
      },
    )
  }, [])

  const look = useCallback(() => {
    const { current } = field
    const found =
      current && (openedTrigger(current, opened.current) ?? triggerAt(current.value, current.selectionStart))
    if (found?.from !== opened.current?.from) opened.current = null
    if (!found || found.from !== closed.current) closed.current = null
    const next = found && closed.current === null ? found : null
    setTrigger((before) => (isSame(before, next) ? before : next))
  }, [field])

  const close = useCallback(() => {
    const { current } = field
    opened.current = null
    closed.current = (current && triggerAt(current.value, current.selectionStart)?.from) ?? null
    setTrigger(null)
  }, [field])

  function replace({ from, to, text }: Trigger, words: string) {
    const { current } = field
    // A prompt takes a moment to come.
    if (current?.value.slice(from, to) !== text) return
    opened.current = null
    current.setRangeText(words, from, to, 'end')
    current.focus()
    onReplaced()
    look()
  }

  /** Opens the list of commands at the caret, for whoever has no slash at hand. */
  function open() {
    const { current } = field
    if (!current) return
    load()
    current.focus()
    closed.current = null
    opened.current = { from: current.selectionStart, after: current.textLength - current.selectionStart }
    look()
  }

  const isOpen = trigger !== null && Loaded !== null
  return {
    look,
    load,
    close,
    open,
    /** @returns whether the key was for the list */
    press: (event: KeyboardEvent) => isOpen && (list.current?.press(event) ?? false),
    /** What tells assistive technology of the list; the field keeps its role. */
    aria: {
      'aria-autocomplete': 'list' as const,
      'aria-haspopup': 'listbox' as const,
      ...(isOpen && activeId && { 'aria-controls': 'composer-choices', 'aria-activedescendant': activeId }),
    },
    node: Loaded && (
      <Loaded
        handle={list}
        trigger={trigger}
        onClose={close}
        onActive={setActiveId}
        replace={replace}
        onFocus={() => field.current?.focus()}
      />
    ),
  }
}

/** What was typed since a list was opened without a slash. */
function openedTrigger(
  { value, selectionStart, textLength }: HTMLTextAreaElement,
  opened: { from: number; after: number } | null,
): Trigger | null {
  if (!opened || selectionStart < opened.from || textLength - selectionStart !== opened.after) return null
  const query = value.slice(opened.from, selectionStart)
  return /\s/.test(query)
    ? null
    : { kind: 'command', query, from: opened.from, to: selectionStart, text: query }
}

function isSame(a: Trigger | null, b: Trigger | null): boolean {
  return a?.kind === b?.kind && a?.query === b?.query && a?.from === b?.from && a?.to === b?.to
}
