import type { LucideIcon } from 'lucide-react'
import type { Segment } from '@/lib/search/schema'

/** Something the palette leads to. */
export type Entry = {
  id: string
  label: string
  /** The label with what was looked for marked. */
  segments?: Segment[]
  icon: LucideIcon
  /** Stands in the icon's place. */
  emoji?: string | null
  /** A second line. */
  snippet?: Segment[]
  /** Small, at the end of the first line. */
  note?: string
  shortcut?: string
  danger?: boolean
  /** The palette stays open: this leads further inside it. */
  stays?: boolean
  /** Found for other words than those in the field now: Enter waits for the right ones. */
  isOutdated?: boolean
  run(): void
}

export type Group = { label: string; entries: Entry[] }

const fold = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()

/** @returns the entries whose label has a word that begins with each word of the query */
export function entriesFor(entries: readonly Entry[], query: string): Entry[] {
  const wanted = fold(query).split(/\s+/).filter(Boolean)
  return entries.filter(({ label }) => {
    const words = fold(label).split(/\s+/)
    return wanted.every((begin) => words.some((word) => word.startsWith(begin)))
  })
}
