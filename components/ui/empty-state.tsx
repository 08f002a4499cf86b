import type { ReactNode } from 'react'

/** What a view without content says: what it is for, and the one thing to do. */
export function EmptyState({
  title,
  heading: Heading = 'p',
  children,
  action,
}: {
  title: string
  /** `h1` where it is the whole page. */
  heading?: 'p' | 'h1' | 'h2'
  children?: ReactNode
  action?: ReactNode
}) {
  return (
    <div className="flex flex-col items-center gap-3 px-6 py-12 text-center">
      <Heading className="font-medium text-base">{title}</Heading>
      {children && <p className="max-w-prose text-ink-muted">{children}</p>}
      {action}
    </div>
  )
}
