'use client'
// Parts of an <svg> that a server component sends late are held back with an inline style, which the policy refuses.

import { AsTable } from '@/components/ui/as-table'
import type { DayUsage } from '@/lib/usage/schema'
import { sayCost, sayDay, sayNumber } from './words'

const HEIGHT = 100

/** Messages by day: bars from zero. */
export function UsageChart({ days, locale }: { days: readonly DayUsage[]; locale: string }) {
  const most = Math.max(1, ...days.map(({ messages }) => messages))
  const total = days.reduce((sum, { messages }) => sum + messages, 0)
  const [first, middle, last] = [days[0], days[Math.floor(days.length / 2)], days.at(-1)]
  return (
    <figure className="flex flex-col gap-2">
      <div className="flex gap-2">
        <div
          aria-hidden
          className="flex w-10 shrink-0 flex-col justify-between text-end text-ink-muted text-xs tabular-nums"
        >
          <span>{sayNumber(most, locale)}</span>
          <span>0</span>
        </div>
        <svg
          role="img"
          aria-label={`Messages by day: ${total} in ${days.length} days, ${most} on the busiest.`}
          viewBox={`0 0 ${days.length} ${HEIGHT}`}
          preserveAspectRatio="none"
          className="h-40 min-w-0 flex-1"
        >
          <path
            d={`M0 ${HEIGHT}H${days.length}`}
            vectorEffect="non-scaling-stroke"
            className="stroke-line-strong"
          />
          {days.map(({ day, messages }, at) => {
            const height = (messages / most) * (HEIGHT - 2)
            return (
              messages > 0 && (
                <rect
                  key={day}
                  x={at + 0.15}
                  width="0.7"
                  y={HEIGHT - height}
                  height={height}
                  className="fill-accent"
                />
              )
            )
          })}
        </svg>
      </div>
      <div aria-hidden className="flex justify-between ps-12 text-ink-muted text-xs">
        {[first, middle, last].map(
          (point) => point && <span key={point.day}>{sayDay(point.day, locale)}</span>,
        )}
      </div>
      <AsTable
        caption="Usage by day"
        columns={['Day', 'Messages', 'Tokens in', 'Tokens out', 'Cost']}
        rows={days
          .filter(({ input, output, messages }) => input + output + messages > 0)
          .map(({ day, messages, input, output, cost }) => [
            sayDay(day, locale),
            sayNumber(messages, locale),
            sayNumber(input, locale),
            sayNumber(output, locale),
            sayCost(cost),
          ])}
      />
    </figure>
  )
}
