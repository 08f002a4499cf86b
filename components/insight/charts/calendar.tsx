'use client'

// Parts of an <svg> that a server component sends late are held back with an inline style, which the policy refuses.

import { AsTable } from '@/components/ui/as-table'
import type { MoodPoint } from '@/lib/insight/schema'
import { nameOf } from '../words'
import { colourOf, sayDay, signed, wordsOf } from './scale'

const LEFT = 34
const TOP = 18
/** From so many weeks on the days are small. */
const MANY_WEEKS = 15
/** Legend: from low to high. */
const STEPS = [-0.8, -0.4, 0, 0.4, 0.8]

const weekdayOf = (day: string) => (new Date(day).getUTCDay() + 6) % 7

/** A calendar of days, coloured by mood. */
export function Calendar({ days, locale }: { days: readonly MoodPoint[]; locale: string }) {
  const before = weekdayOf(days[0]?.day ?? '2026-01-05')
  const weeks = Math.ceil((before + days.length) / 7)
  const cell = weeks < MANY_WEEKS ? 22 : 13
  const known = days.filter(({ valence }) => valence !== null)
  const placed = days.map((day, at) => ({
    ...day,
    x: LEFT + Math.floor((before + at) / 7) * cell,
    y: TOP + weekdayOf(day.day) * cell,
  }))
  const months = placed.filter(({ day }, at) => at === 0 || day.endsWith('-01'))
  const long = (day: string) => sayDay(day, locale, { dateStyle: 'full' })
  const [width, height] = [LEFT + weeks * cell, TOP + 7 * cell]
  return (
    <figure className="flex flex-col gap-2">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys */}
      <section aria-label="Calendar of moods" tabIndex={0} className="overflow-x-auto rounded-md">
        <svg
          role="img"
          aria-label={`${known.length} of ${days.length} days are known.`}
          viewBox={`0 0 ${width} ${height}`}
          width={width}
          height={height}
        >
          {[0, 2, 4].map((weekday) => (
            <text
              key={weekday}
              x="0"
              y={TOP + weekday * cell + cell * 0.7}
              className="fill-ink-muted text-[11px]"
            >
              {sayDay(`2026-01-0${5 + weekday}`, locale, { weekday: 'short' })}
            </text>
          ))}
          {months.map(({ day, x }, at) => {
            const isTooNear = at === 0 && months[1] && months[1].x - x < 2.2 * cell
            return isTooNear ? null : (
              <text key={day} x={x} y="11" className="fill-ink-muted text-[11px]">
                {sayDay(day, locale, { month: 'short' })}
              </text>
            )
          })}
          {placed.map(({ day, valence, top, x, y }) => (
            <rect
              key={day}
              x={x + 0.5}
              y={y + 0.5}
              width={cell - 3}
              height={cell - 3}
              rx="3"
              fill={valence === null ? 'transparent' : colourOf(valence)}
              className={valence === null ? 'stroke-line' : undefined}
            >
              <title>
                {`${long(day)}: ${wordsOf(valence)}${top.length > 0 ? ` (${top.map(nameOf).join(', ')})` : ''}`}
              </title>
            </rect>
          ))}
        </svg>
      </section>
      <figcaption className="flex flex-wrap items-center gap-x-3 gap-y-1 text-ink-muted text-xs">
        <span className="flex items-center gap-1.5">
          Unpleasant
          <svg aria-hidden viewBox="0 0 75 12" className="h-3">
            {STEPS.map((step, at) => (
              <rect key={step} x={at * 15} width="12" height="12" rx="3" fill={colourOf(step)} />
            ))}
          </svg>
          Pleasant
        </span>
        <span>Empty: nothing known</span>
      </figcaption>
      <AsTable
        caption="Days of which something is known"
        columns={['Day', 'Mood', 'Feelings']}
        rows={known.map(({ day, valence, top }) => [
          long(day),
          valence === null ? '' : `${signed(valence)}, ${wordsOf(valence)}`,
          top.map(nameOf).join(', '),
        ])}
      />
    </figure>
  )
}
