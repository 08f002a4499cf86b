'use client'

import { PanelRightOpen, WrapText } from 'lucide-react'
import type { ReactNode } from 'react'
import { cn } from '@/components/ui/cn'
import { CopyButton } from '@/components/ui/copy-button'
import { IconButton } from '@/components/ui/icon-button'
import { useOpenArtifact } from '../artifacts/context'
import { isWorthOpening } from '../artifacts/worth-opening'
import { CodeText } from './code-text'
import { useWrap } from './use-wrap'

type CodeBlockProps = {
  code: string
  /** The language, as the model names it. */
  info: string
  /** More buttons in its bar. */
  actions?: ReactNode
  /** A sentence about it, above the code. */
  note?: string | null
  /** Shown instead of the code. */
  children?: ReactNode
}

/** A block of code, with what can be done with it. */
export function CodeBlock({ code, info, actions, note, children }: CodeBlockProps) {
  const [wraps, setWraps] = useWrap()
  const openArtifact = useOpenArtifact()
  return (
    <div className="code-block" data-wraps={wraps || undefined}>
      <div className="flex h-9 items-center gap-1 ps-3.5 pe-1 font-sans text-ink-muted text-xs">
        <span className="me-auto truncate">{info || 'text'}</span>
        {actions}
        {!children && (
          <IconButton
            label="Wrap long lines"
            aria-pressed={wraps}
            size="sm"
            className={cn('[&_svg]:size-4', wraps && 'bg-ink/6 text-ink')}
            onClick={() => setWraps(!wraps)}
          >
            <WrapText />
          </IconButton>
        )}
        {openArtifact && isWorthOpening(info, code) && (
          <IconButton
            label="Open beside the chat"
            size="sm"
            className="[&_svg]:size-4"
            onClick={() => openArtifact(code, info)}
          >
            <PanelRightOpen />
          </IconButton>
        )}
        <CopyButton
          text={code}
          label="Copy"
          variant="ghost"
          size="sm"
          className="px-2 text-xs text-ink-muted"
        />
      </div>
      {note && <p className="px-3.5 pb-2 text-danger text-sm">{note}</p>}
      {children ?? <CodeText code={code} info={info} />}
    </div>
  )
}
