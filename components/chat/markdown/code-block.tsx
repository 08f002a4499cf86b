'use client'

import { WrapText } from 'lucide-react'
import { memo } from 'react'
import { cn } from '@/components/ui/cn'
import { CopyButton } from '@/components/ui/copy-button'
import { IconButton } from '@/components/ui/icon-button'
import type { TokenLine } from './highlighter'
import { useColouredCode } from './use-coloured-code'
import { useWrap } from './use-wrap'

/** A block of code. Colours arrive later than the text and change nothing but colour. */
export function CodeBlock({ code, info }: { code: string; info: string }) {
  const [wraps, setWraps] = useWrap()
  const { lines, plain } = useColouredCode(code, info)
  return (
    <div className="code-block" data-wraps={wraps || undefined}>
      <div className="flex h-9 items-center gap-1 ps-3.5 pe-1 font-sans text-ink-muted text-xs">
        <span className="me-auto truncate">{info || 'text'}</span>
        <IconButton
          label="Wrap long lines"
          aria-pressed={wraps}
          size="sm"
          className={cn('[&_svg]:size-4', wraps && 'bg-ink/6 text-ink')}
          onClick={() => setWraps(!wraps)}
        >
          <WrapText />
        </IconButton>
        <CopyButton
          text={code}
          label="Copy"
          variant="ghost"
          size="sm"
          className="px-2 text-xs text-ink-muted"
        />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: long lines scroll sideways, also by the arrow keys. */}
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
    </div>
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
