'use client'

import { ChevronRight } from 'lucide-react'
import { Markdown } from '../../markdown/markdown'

/** What the model thought before it answered, folded away. */
export function Reasoning({ text, thinking }: { text: string; thinking: boolean }) {
  if (text.trim() === '') return null
  return (
    <details className="group/reasoning mb-3 text-ink-muted">
      <summary className="inline-flex min-h-8 list-none items-center gap-1.5 rounded-md pe-2 hover:text-ink [&::-webkit-details-marker]:hidden">
        <ChevronRight aria-hidden className="size-4 transition-transform group-open/reasoning:rotate-90" />
        {thinking ? 'Thinking' : 'Thoughts'}
      </summary>
      <div className="mt-1 border-s-2 ps-4">
        <Markdown text={text} growing={thinking} />
      </div>
    </details>
  )
}
