'use client'

import { type RefObject, useEffect, useLayoutEffect, useMemo, useRef } from 'react'

/** What a reader does in the list to be where they want to be. */
const OWN_MOVES = ['wheel', 'touchmove', 'keydown', 'pointerdown', 'focusin'] as const

/**
 * Stays at the end of the list after somebody has sent a message, or come upon a reply that is being made, whatever arrives and however
 * much of it at once, until they do something in the list themselves. (The virtualizer follows, too, but only from where it knows the reader to be at the end: a tall message and its
 * answer in one frame are too quick for it.)
 *
 * @param scroller has one child, which is as high as all rows together
 * @param isElsewhere the reader is being brought to another place
 * @param atOnce whether to begin with the list; what this is later does not matter
 */
export function useFollowing(scroller: RefObject<HTMLElement | null>, isElsewhere: boolean, atOnce: boolean) {
  const follows = useRef(atOnce)

  useEffect(() => {
    const element = scroller.current
    if (!element?.firstElementChild) return
    const stop = () => {
      follows.current = false
    }
    const growth = new ResizeObserver(() => {
      if (follows.current) element.scrollTop = element.scrollHeight
    })
    growth.observe(element.firstElementChild)
    for (const move of OWN_MOVES) element.addEventListener(move, stop, { passive: true })
    return () => {
      growth.disconnect()
      for (const move of OWN_MOVES) element.removeEventListener(move, stop)
    }
  }, [scroller])

  useLayoutEffect(() => {
    if (isElsewhere) follows.current = false
  }, [isElsewhere])

  return useMemo(() => ({ start: () => set(follows, true), stop: () => set(follows, false) }), [])
}

function set(follows: RefObject<boolean>, value: boolean): void {
  follows.current = value
}
