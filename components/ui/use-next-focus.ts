'use client'

import { useLayoutEffect, useRef } from 'react'

/**
 * Keeps the focus near an element that goes while it has it.
 *
 * @param findNext what takes the focus then; the same function at each render
 * @returns the ref of the element
 */
export function useNextFocus<T extends HTMLElement>(findNext: (leaving: T) => HTMLElement | null) {
  const ref = useRef<T>(null)
  useLayoutEffect(() => {
    const leaving = ref.current
    // The element is still in the page when this is called, and its neighbours are.
    return () => {
      if (leaving?.contains(document.activeElement)) findNext(leaving)?.focus()
    }
  }, [findNext])
  return ref
}

/** For rows of a list: the first thing to press in the one beside it; after the last one the page, or the dialog. */
export function besideOf(row: HTMLElement): HTMLElement | null {
  const next = row.nextElementSibling ?? row.previousElementSibling
  return next?.querySelector<HTMLElement>('a, button') ?? pageOf(row)
}

/** The page, or the dialog, in which something is. */
export function pageOf(element: HTMLElement): HTMLElement | null {
  return element.closest<HTMLElement>('[role="dialog"], main')
}
