'use client'

// Parts of an <svg> that a server component sends late are held back with an inline style, which the policy refuses.

import { AsTable } from '@/components/ui/as-table'
import type { HourMood } from '@/lib/insight/schema'
import { colourOf, signed, wordsOf } from './scale'

const nameOf = ({ fromHour }: HourMood) => `${fromHour}–${fromHour + 3}`

/** Mood by the time of day: up is pleasant, down is unpleasant. */
export function HoursChart({ hours }: { hours: readonly HourMood[] }) {
  const known = hours.filter(({ valence }) => valence !== null)
  return (
    <figure className="flex flex-col gap-1.5">
      <svg
        role="img"
        aria-label={`Mood by the time of day: ${known.length} of ${hours.length} parts of the day are known.`}
        viewBox={`0 0 ${hours.length} 100`}
        preserveAspectRatio="none"
        className="h-36 w-full"
      >
        <path d={`M0 50H${hours.length}`} vectorEffect="non-scaling-stroke" className="stroke-line-strong" />
        {hours.map(({ fromHour, valence }, at) => {
          if (valence === null) return null
          const height = Math.max(2, Math.abs(valence) * 48)
          return (
            <rect
              key={fromHour}
              x={at + 0.18}
              width="0.64"
              y={valence < 0 ? 50 : 50 - height}
              height={height}
              fill={colourOf(valence)}
            />
          )
        })}
      </svg>
      <div aria-hidden className="grid grid-cols-8 text-center text-ink-muted text-xs tabular-nums">
        {hours.map((hour) => (
          <span key={hour.fromHour}>{nameOf(hour)}</span>
        ))}
      </div>
      <AsTable
        caption="Mood by the time of day"
        columns={['Hours', 'Mood', 'Known']}
        rows={hours.map((hour) => [
          nameOf(hour),
          hour.valence === null ? 'nothing known' : `${signed(hour.valence)}, ${wordsOf(hour.valence)}`,
          hour.count === 1 ? 'once' : `${hour.count} times`,
        ])}
      />
    </figure>
  )
}
