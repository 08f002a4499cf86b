'use client'

import { type RefObject, useEffect } from 'react'
import { useDelete } from '../commands'
import type { Listening } from './row-events'

/** What rows do beside being links, loaded once the page works. Until then the Tab key does not stop in the list. */
export function useRowEvents(
  root: RefObject<HTMLElement | null>,
  { actions, selected, onDragging, onNear }: Omit<Listening, 'list' | 'remove'>,
): void {
  const remove = useDelete()
  useEffect(() => {
    const list = root.current
    let end: (() => void) | null | undefined
    void import('./row-events').then(({ listenToRows }) => {
      if (list && end === undefined)
        end = listenToRows({ list, actions, remove, selected, onDragging, onNear })
    })
    return () => {
      end?.()
      end = null
    }
  }, [root, actions, selected, onDragging, onNear, remove])
}
