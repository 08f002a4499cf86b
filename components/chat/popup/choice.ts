import type { LucideIcon } from 'lucide-react'
import type { ReactElement } from 'react'

/** One line of the list over the message field. */
export type Choice = {
  id: string
  group: string
  label: string
  /** What it does, or how the text begins. */
  hint?: string
  /** What else finds it. */
  words?: string
  icon: LucideIcon | ReactElement
  /** `replace` puts words in the place of what opened the list. */
  run(replace: (words: string) => void): void
}

/** What a list has to offer. */
export type Offer = { label: string; choices: Choice[]; state: 'loading' | 'failed' | 'ready'; none: string }

const SHOWN = 50

/** The choices a query finds: those that begin with it first, then those that hold it. */
export function narrow(choices: readonly Choice[], query: string): Choice[] {
  const wanted = fold(query)
  if (!wanted) return choices.slice(0, SHOWN)
  const rank = (choice: Choice) => {
    const names = [choice.label, ...(choice.words ?? '').split(' ')].map(fold)
    if (names.some((name) => name.startsWith(wanted))) return 0
    return fold(`${choice.label} ${choice.words ?? ''}`).includes(wanted) ? 1 : 2
  }
  const found = choices.map((choice) => ({ choice, rank: rank(choice) })).filter((entry) => entry.rank < 2)
  // A group stays together, in the order the list gives.
  const order = [...new Set(found.toSorted((a, b) => a.rank - b.rank).map(({ choice }) => choice.group))]
  return found
    .toSorted((a, b) => order.indexOf(a.choice.group) - order.indexOf(b.choice.group) || a.rank - b.rank)
    .map(({ choice }) => choice)
    .slice(0, SHOWN)
}

function fold(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .toLowerCase()
    .replace(/[\s_-]+/g, '')
}
