'use client'

import { useCallback } from 'react'

/**
 * Keeps an element above the keyboard of a phone. Most browsers shrink the page (`interactiveWidget` in app/layout.tsx); Safari lays
 * the keyboard over it and tells only the visual viewport.
 *
 * @returns a ref for the element at the bottom of the page
 */
export function useKeyboardInset() {
  return useCallback((element: HTMLElement | null) => {
    const viewport = window.visualViewport
    if (!element || !viewport) return
    const follow = () => {
      const covered = viewport.scale > 1 ? 0 : window.innerHeight - viewport.height
      element.style.marginBottom = covered > 40 ? `${covered}px` : ''
    }
    viewport.addEventListener('resize', follow)
    return () => viewport.removeEventListener('resize', follow)
  }, [])
}
