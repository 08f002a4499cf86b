'use client'

import { CircleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { CopyButton } from './copy-button'

/** What a view says when it failed: what happened, what to do, and the request id for whoever looks into it. */
export function ErrorState({
  title,
  heading: Heading = 'p',
  children,
  requestId,
  action,
}: {
  title: string
  /** `h1` where it is the whole page. */
  heading?: 'p' | 'h1' | 'h2'
  children: ReactNode
  requestId?: string | undefined
  action?: ReactNode
}) {
  return (
    <div role="alert" className="flex flex-col items-center gap-3 px-6 py-12 text-center">
      <CircleAlert aria-hidden className="size-6 text-danger" />
      <Heading className="font-medium text-base">{title}</Heading>
      <p className="max-w-prose text-ink-muted">{children}</p>
      {action}
      {requestId && (
        <p className="flex flex-wrap items-center justify-center gap-2 text-ink-muted text-xs">
          <span>
            Request <code className="font-mono">{requestId}</code>
          </span>
          <CopyButton text={requestId} label="Copy" variant="ghost" size="sm" className="text-xs" />
        </p>
      )}
    </div>
  )
}
