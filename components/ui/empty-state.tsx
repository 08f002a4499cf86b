import type { ReactNode } from 'react'

/** What a view without content says: what it is for, and the one thing to do. */
export function EmptyState({
  title,
  children,
  action,
}: {
  title: string
  children?: ReactNode
  action?: ReactNode
}) {
  return (
    <div className="flex flex-col items-center gap-3 px-6 py-12 text-center">
      <p className="font-medium text-base">{title}</p>
      {children && <p className="max-w-prose text-ink-muted">{children}</p>}
      {action}
    </div>
  )
}
