'use client'

import { type RefObject, useCallback, useEffect, useRef } from 'react'
import { readDraft, saveDraft } from '../session/storage'

const SAVE_AFTER_MS = 300

/**
 * Keeps what is typed in `field` across reloads, under `key`. What was typed before the page's script ran stays, and so does what
 * was typed when the key changes (a new conversation gets its id).
 *
 * @param onRestore called when the field has words that no key of this page has put there
 * @returns `note`, to be called at every change, and `clear`
 */
export function useDraft(key: string, field: RefObject<HTMLTextAreaElement | null>, onRestore: () => void) {
  const lastKey = useRef(key)
  const unsaved = useRef<string | null>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)

  const saveNow = useCallback(() => {
    clearTimeout(timer.current)
    if (unsaved.current !== null) saveDraft(lastKey.current, unsaved.current)
    unsaved.current = null
  }, [])

  useEffect(() => {
    const typed = field.current?.value ?? ''
    if (lastKey.current !== key) saveDraft(lastKey.current, '')
    lastKey.current = key
    if (typed) saveDraft(key, typed)
    else if (field.current) field.current.value = readDraft(key)
    onRestore()
  }, [key, field, onRestore])

  useEffect(() => {
    // The last words before a tab is closed or put to sleep.
    window.addEventListener('pagehide', saveNow)
    return () => {
      window.removeEventListener('pagehide', saveNow)
      saveNow()
    }
  }, [saveNow])

  return {
    note: useCallback(() => {
      unsaved.current = field.current?.value ?? ''
      clearTimeout(timer.current)
      timer.current = setTimeout(saveNow, SAVE_AFTER_MS)
    }, [field, saveNow]),
    clear: useCallback(() => {
      unsaved.current = ''
      saveNow()
    }, [saveNow]),
  }
}
