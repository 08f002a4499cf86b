import type { Allowance } from '@/lib/usage/schema'

// Each browser names the parts of a meter in its own way.
const bar =
  'h-2 w-full appearance-none overflow-hidden rounded-full border border-line bg-surface-sunken ' +
  '[&::-webkit-meter-inner-element]:block [&::-webkit-meter-inner-element]:h-full ' +
  '[&::-webkit-meter-bar]:h-full [&::-webkit-meter-bar]:rounded-none [&::-webkit-meter-bar]:border-0 [&::-webkit-meter-bar]:bg-surface-sunken ' +
  '[&::-webkit-meter-optimum-value]:bg-accent [&::-webkit-meter-suboptimum-value]:bg-warning ' +
  '[&::-moz-meter-bar]:bg-accent [&:-moz-meter-sub-optimum::-moz-meter-bar]:bg-warning'

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
        <meter
          aria-label={label}
          min={0}
          max={limit}
          high={limit * 0.8}
          value={Math.min(used, limit)}
          className={bar}
        />
      )}
      <p className="text-ink-muted">
        {left !== null && `${number.format(left)} left. `}
        Begins anew <time dateTime={resetsAt}>{resets}</time>.
      </p>
    </div>
  )
}
