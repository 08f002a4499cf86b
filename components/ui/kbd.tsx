import type { ReactNode } from 'react'
import { cn } from './cn'

/** A key or a chord of keys, as printed on the keyboard. */
export function Kbd({ children, className }: { children: ReactNode; className?: string }) {
  return (
    <kbd
      className={cn(
        'inline-flex h-5 items-center rounded-sm border border-line px-1.5 font-sans text-ink-muted text-xs',
        className,
      )}
    >
      {children}
    </kbd>
  )
}
