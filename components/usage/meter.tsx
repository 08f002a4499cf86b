'use client'
// Parts of an <svg> that a server component sends late are held back with an inline style, which the policy refuses.

import type { Allowance } from '@/lib/usage/schema'

/** How much of a limit is used, in words and as a bar. */
export function Meter({
  label,
  allowance: { used, limit, resetsAt },
  resets,
  locale,
}: {
  label: string
  allowance: Allowance
  /** When it begins anew, in words. */
  resets: string
  locale: string
}) {
  const number = new Intl.NumberFormat(locale)
  const left = limit === null ? null : Math.max(0, limit - used)
  return (
    <div className="flex flex-col gap-2">
      <div className="flex flex-wrap items-baseline justify-between gap-x-3">
        <span className="font-medium">{label}</span>
        <span className="tabular-nums">
          {number.format(used)}
          {limit !== null && ` of ${number.format(limit)}`}{' '}
          {used === 1 && limit === null ? 'message' : 'messages'}
        </span>
      </div>
      {limit !== null && (
        // The words above say the same.
        <svg
          aria-hidden
          viewBox="0 0 100 1"
          preserveAspectRatio="none"
          className="h-2 w-full overflow-hidden rounded-full bg-line"
        >
          <rect
            width={limit === 0 ? 100 : Math.min(100, (used / limit) * 100)}
            height="1"
            className={used >= limit * 0.8 ? 'fill-warning' : 'fill-accent'}
          />
        </svg>
      )}
      <p className="text-ink-muted">
        {left !== null && `${number.format(left)} left. `}
        Begins anew <time dateTime={resetsAt}>{resets}</time>.
      </p>
    </div>
  )
}
