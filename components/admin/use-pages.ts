'use client'

import { useRef, useState } from 'react'
import { callAction } from '@/components/actions/call-action'
import type { Result } from '@/lib/core/result'

/** A page of a list. `nextCursor`: null at its end. */
export type Page<Item> = { items: Item[]; nextCursor: string | null }

/**
 * A list that is read page by page, and anew for another question. Of several answers the newest question's counts.
 *
 * @param read reads a page of what `question` asks for
 */
export function usePages<Question, Item extends { id: string }>(
  first: Page<Item>,
  question: Question,
  read: (question: Question, cursor: string | undefined) => Promise<Result<Page<Item>>>,
) {
  const [asked, setAsked] = useState(question)
  const [page, setPage] = useState(first)
  const [pending, setPending] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const turn = useRef(0)

  async function load(next: Question, cursor?: string) {
    const own = ++turn.current
    setAsked(next)
    setPending(true)
    setProblem(null)
    const result = await callAction(() => read(next, cursor))
    if (own !== turn.current) return
    setPending(false)
    if (!result.ok) setProblem(result.error.message)
    else {
      const { items, nextCursor } = result.data
      setPage((before) => ({ items: cursor ? [...before.items, ...items] : items, nextCursor }))
    }
  }

  return {
    asked,
    items: page.items,
    hasMore: page.nextCursor !== null,
    pending,
    problem,
    ask: (next: Question) => load(next),
    more: () => page.nextCursor && load(asked, page.nextCursor),
    /** Puts a changed item into its place; null takes it out. */
    change: (id: string, changed: Item | null) =>
      setPage(({ items, nextCursor }) => ({
        items: items.flatMap((each) => (each.id === id ? (changed ?? []) : each)),
        nextCursor,
      })),
  }
}
