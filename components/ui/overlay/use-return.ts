'use client'

import { useMemo, useRef } from 'react'

/**
 * Gives the focus back where it was when a dialog opened. Radix knows only triggers of its own, and most dialogs here are opened by state.
 *
 * @param instead puts it elsewhere, when the place it came from is not the right one
 * @returns what the content of the dialog takes
 */
export function useReturn(instead?: () => void) {
  const from = useRef<HTMLElement | null>(null)
  return useMemo(
    () => ({
      onOpenAutoFocus: () => {
        from.current = focused()
      },
      onCloseAutoFocus: (event: Event) => {
        event.preventDefault()
        if (instead) instead()
        // What is gone, or hidden, takes no focus: then whoever opened the dialog knows better where to go on.
        else from.current?.focus()
      },
    }),
    [instead],
  )
}

/** @returns what has the focus; for an item of a menu, which is about to close, what opened the menu */
function focused(): HTMLElement | null {
  const active = document.activeElement
  const menu = active?.closest('[role="menu"]')
  const opener = menu && document.getElementById(menu.getAttribute('aria-labelledby') ?? '')
  return opener ?? (active instanceof HTMLElement ? active : null)
}
