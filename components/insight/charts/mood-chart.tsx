'use client'

// Parts of an <svg> that a server component sends late are held back with an inline style, which the policy refuses.

import { AsTable } from '@/components/ui/as-table'
import type { MoodPoint } from '@/lib/insight/schema'
import { nameOf } from '../words'
import { colourOf, sayDay, signed, wordsOf } from './scale'

const HEIGHT = 100
const yOf = (valence: number) => HEIGHT / 2 - valence * (HEIGHT / 2 - 6)
const MANY = 60

type Known = { x: number; valence: number; own: boolean }

/** Mood over days, or weeks: a line where it is known, nothing where it is not. */
export function MoodChart({
  points,
  by,
  locale,
}: {
  points: readonly MoodPoint[]
  by: 'day' | 'week'
  locale: string
}) {
  const known = points.flatMap(({ valence, source }, at): Known[] =>
    valence === null ? [] : [{ x: at + 0.5, valence, own: source === 'you' }],
  )
  const short = (day: string) => sayDay(day, locale, { day: 'numeric', month: 'short' })
  const long = (day: string) => sayDay(day, locale, { dateStyle: 'medium' })
  const [first, middle, last] = [points[0], points[Math.floor(points.length / 2)], points.at(-1)]
  const size = points.length > MANY ? 5 : 8
  const label = `Mood by ${by}: ${known.length} of ${points.length} ${by}s are known.`
  return (
    <figure className="flex flex-col gap-2">
      <div className="flex gap-2">
        <div aria-hidden className="flex w-20 shrink-0 flex-col justify-between text-ink-muted text-xs">
          <span>Pleasant</span>
          <span>In between</span>
          <span>Unpleasant</span>
        </div>
        <svg
          role="img"
          aria-label={label}
          viewBox={`0 0 ${points.length} ${HEIGHT}`}
          preserveAspectRatio="none"
          className="h-44 min-w-0 flex-1"
        >
          {[6, HEIGHT / 2, HEIGHT - 6].map((y) => (
            <path
              key={y}
              d={`M0 ${y}H${points.length}`}
              vectorEffect="non-scaling-stroke"
              className="stroke-line"
              strokeDasharray={y === HEIGHT / 2 ? undefined : '2 4'}
            />
          ))}
          {unbroken(known).map((run) => (
            <path
              key={run[0]?.x}
              d={`M${run.map(({ x, valence }) => `${x} ${yOf(valence)}`).join('L')}`}
              fill="none"
              vectorEffect="non-scaling-stroke"
              className="stroke-ink/35"
              strokeWidth="1.5"
            />
          ))}
          {known.map(({ x, valence, own }) => (
            <Dot key={x} x={x} valence={valence} own={own} size={size} />
          ))}
        </svg>
      </div>
      <div aria-hidden className="flex justify-between ps-22 text-ink-muted text-xs">
        {[first, middle, last].map((point) => point && <span key={point.day}>{short(point.day)}</span>)}
      </div>
      <figcaption className="text-ink-muted text-xs">
        A gap is a {by} of which nothing is known. Outlined: your own word. The others are estimates.
      </figcaption>
      <AsTable
        caption={`Mood by ${by}`}
        columns={[by === 'day' ? 'Day' : 'Week of', 'Mood', 'From', 'Messages', 'Check-ins', 'Feelings']}
        rows={points.map(({ day, valence, source, readings, checkIns, top }) => [
          long(day),
          valence === null ? 'nothing known' : `${signed(valence)}, ${wordsOf(valence)}`,
          source === null ? '' : source === 'you' ? 'your word' : 'estimate',
          readings,
          checkIns,
          top.map(nameOf).join(', '),
        ])}
      />
    </figure>
  )
}

/** A line so short that only its round ends show: circles would be stretched with the picture. */
function Dot({ x, valence, own, size }: Known & { size: number }) {
  const d = `M${x} ${yOf(valence)}h.001`
  return (
    <>
      {own && (
        <path
          d={d}
          strokeLinecap="round"
          vectorEffect="non-scaling-stroke"
          className="stroke-ink"
          strokeWidth={size + 3.5}
        />
      )}
      <path
        d={d}
        strokeLinecap="round"
        vectorEffect="non-scaling-stroke"
        stroke={colourOf(valence)}
        strokeWidth={size}
      />
    </>
  )
}

/** @returns the stretches without a gap */
function unbroken(known: readonly Known[]): Known[][] {
  const runs: Known[][] = []
  for (const point of known) {
    const run = runs.at(-1)
    if (run && point.x - (run.at(-1)?.x ?? 0) === 1) run.push(point)
    else runs.push([point])
  }
  return runs.filter((run) => run.length > 1)
}
