'use client'

import { useEffect } from 'react'

/**
 * Calls what belongs to a key, wherever the focus is, except where the key is being typed or has done something else. Keys with Ctrl, Cmd
 * or Alt are not ours.
 */
export function useKeys(actions: Readonly<Record<string, () => void>>): void {
  useEffect(() => {
    function press(event: KeyboardEvent) {
      const act = Object.hasOwn(actions, event.key) ? actions[event.key] : undefined
      if (
        !act ||
        event.defaultPrevented ||
        event.ctrlKey ||
        event.metaKey ||
        event.altKey ||
        isTyping(event.target)
      )
        return
      event.preventDefault()
      act()
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [actions])
}

/** Whether a key belongs to what is being written, or to a menu or dialog that is open. */
function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof Element)) return false
  return (
    target.closest('input, textarea, select, [contenteditable], [role="menu"], [role$="dialog"]') !== null
  )
}
