'use client'

import { ArrowUpRight } from 'lucide-react'

const STARTERS = [
  'Help me plan the week ahead',
  'Explain something I only half understand',
  'Write a message I keep putting off',
  'Think through a decision with me',
]

/** Ways to begin: four of our own, or others. */
export function Suggestions({
  starters = STARTERS,
  onChoose,
}: {
  starters?: readonly string[]
  onChoose: (text: string) => void
}) {
  return (
    <ul className="-mx-3 flex flex-col">
      {starters.map((text) => (
        <li key={text}>
          <button
            type="button"
            onClick={() => onChoose(text)}
            className="group flex min-h-11 w-full items-center gap-3 rounded-control px-3 text-start text-base text-ink-muted transition-colors hover:bg-ink/5 hover:text-ink"
          >
            <span className="min-w-0 flex-1 truncate">{text}</span>
            <ArrowUpRight
              aria-hidden
              className="size-4 opacity-0 transition-opacity group-hover:opacity-100 group-focus-visible:opacity-100"
            />
          </button>
        </li>
      ))}
    </ul>
  )
}
