'use client'

import { useCallback, useEffect, useRef, useState } from 'react'
import type { ActionError } from '@/components/actions/call-action'

export type SaveState =
  | { status: 'idle' | 'waiting' | 'saving' | 'saved' }
  | { status: 'failed'; message: string }

type Save<T> = (value: T) => Promise<{ ok: true } | { ok: false; error: ActionError }>

const PAUSE_MS = 800

/**
 * A value that saves itself: `choose` at once, `type` when the typing pauses (or on `flush`, when the field is left). `adopt` takes
 * over what is saved already.
 * What is shown is always what the person entered; a failure stays beside it until it is saved. Leaving the page inside
 * the app saves what still waits; closing the tab asks first.
 *
 * @param save must stay the same between renders; its answer to an older value is ignored when a newer one has been entered meanwhile
 */
export function useAutosave<T>(initial: T, save: Save<T>) {
  const [value, setValue] = useState(initial)
  const [state, setState] = useState<SaveState>({ status: 'idle' })
  const latest = useRef({ value: initial, unsaved: false, turn: 0 })
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)

  const flush = useCallback(async () => {
    clearTimeout(timer.current)
    const entry = latest.current
    if (!entry.unsaved) return
    entry.unsaved = false
    const turn = ++entry.turn
    setState({ status: 'saving' })
    const result = await save(entry.value)
    if (turn !== entry.turn || entry.unsaved) return
    if (result.ok) return setState({ status: 'saved' })
    entry.unsaved = true
    setState({ status: 'failed', message: result.error.message })
  }, [save])

  const enter = useCallback((next: T) => {
    setValue(next)
    latest.current.value = next
    latest.current.unsaved = true
  }, [])

  const choose = useCallback(
    (next: T) => {
      enter(next)
      void flush()
    },
    [enter, flush],
  )

  const type = useCallback(
    (next: T) => {
      enter(next)
      setState({ status: 'waiting' })
      clearTimeout(timer.current)
      timer.current = setTimeout(flush, PAUSE_MS)
    },
    [enter, flush],
  )

  const adopt = useCallback((next: T) => {
    clearTimeout(timer.current)
    latest.current = { value: next, unsaved: false, turn: latest.current.turn + 1 }
    setValue(next)
    setState({ status: 'idle' })
  }, [])

  useEffect(() => () => void flush(), [flush])
  useEffect(() => {
    if (state.status === 'idle' || state.status === 'saved') return
    const ask = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', ask)
    return () => window.removeEventListener('beforeunload', ask)
  }, [state.status])

  return { value, state, choose, type, flush, adopt }
}
