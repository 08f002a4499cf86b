'use client'

import { type RefObject, useCallback, useRef, useState } from 'react'

/** The conversations chosen in a list; null while nothing is being chosen. */
export function useSelection(root: RefObject<HTMLElement | null>) {
  const [selected, setSelected] = useState<ReadonlySet<string> | null>(null)
  const current = useRef(selected)
  const anchor = useRef<string | null>(null)

  const set = useCallback((next: ReadonlySet<string> | null) => {
    current.current = next
    setSelected(next)
  }, [])

  const select = useCallback(
    (ids: Iterable<string> | null) => {
      const next = ids && new Set(ids)
      anchor.current = next?.values().next().value ?? null
      set(next)
    },
    [set],
  )

  const toggle = useCallback(
    (id: string, range: boolean) => {
      const before = current.current ?? new Set()
      const next = new Set(before)
      if (range && root.current)
        for (const between of idsBetween(root.current, anchor.current, id)) next.add(between)
      else if (!next.delete(id)) next.add(id)
      anchor.current = id
      set(next)
    },
    [root, set],
  )

  return { selected, read: useCallback(() => current.current, []), select, toggle }
}

/** @returns the conversations as they stand in the list */
export function idsInList(root: ParentNode): string[] {
  return [...root.querySelectorAll<HTMLElement>('[data-conversation]')].map(
    (row) => row.dataset['conversation'] ?? '',
  )
}

/** @returns all conversations from one to the other, both included, in whichever order they stand */
function idsBetween(root: ParentNode, from: string | null, to: string): string[] {
  const ids = idsInList(root)
  const [a = 0, b = 0] = [ids.indexOf(from ?? to), ids.indexOf(to)].sort((x, y) => x - y)
  return a === -1 ? [to] : ids.slice(a, b + 1)
}
