import type { ReactNode } from 'react'
import { cn } from './cn'

const tones = {
  neutral: 'bg-ink/6 text-ink-muted',
  accent: 'bg-accent-soft text-ink',
  success: 'bg-success-soft text-success',
  warning: 'bg-warning-soft text-warning',
  danger: 'bg-danger-soft text-danger',
}

/** A word or two about the state of the thing beside it. The word carries the meaning, the colour only repeats it. */
export function Badge({ tone = 'neutral', children }: { tone?: keyof typeof tones; children: ReactNode }) {
  return (
    <span
      className={cn('inline-flex h-5 items-center gap-1 rounded-full px-2 font-medium text-xs', tones[tone])}
    >
      {children}
    </span>
  )
}
