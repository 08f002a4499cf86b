'use client'

import { memo } from 'react'
import type { TokenLine } from './highlighter'
import { useColouredCode } from './use-coloured-code'

/** Code as text that scrolls. Colours arrive later than the text and change nothing but colour. */
export function CodeText({ code, info }: { code: string; info: string }) {
  const { lines, plain } = useColouredCode(code, info)
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: long lines scroll sideways, also by the arrow keys.
    <section tabIndex={0} aria-label={`Code, ${info || 'text'}`}>
      <pre>
        <code>
          {lines.map((line, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a line is its place; lines are only added at the end.
            <CodeLine key={i} line={line} isFirst={i === 0} />
          ))}
          {plain}
        </code>
      </pre>
    </section>
  )
}

const CodeLine = memo(function CodeLine({ line, isFirst }: { line: TokenLine; isFirst: boolean }) {
  return (
    <>
      {!isFirst && '\n'}
      {line.map(({ text, kind }, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: tokens of a line have no other name than their place.
        <span key={i} className={kind ? `code-${kind}` : undefined}>
          {text}
        </span>
      ))}
    </>
  )
})
