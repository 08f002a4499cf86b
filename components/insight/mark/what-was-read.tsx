import { TOPIC_NAMES } from '@/lib/insight/limits'
import type { ReadingDto } from '@/lib/insight/schema'
import { howSure, nameOf, PERSPECTIVE, percent, UNSURE } from '../words'

/** The reading in words: offered, not asserted. */
export function WhatWasRead({ reading }: { reading: ReadingDto }) {
  const { status, unsure, labels, said, why, perspective, readBy } = reading
  const [first, ...others] = labels
  if (status === 'not-sure' || !first)
    return (
      <>
        <p>{UNSURE[unsure ?? 'too-faint']}</p>
        {said && <Said said={said} />}
      </>
    )
  const aside = PERSPECTIVE[perspective]
  return (
    <div className="flex flex-col gap-3">
      <p className="text-base">
        This reads as <strong className="font-medium">{nameOf(first.label)}</strong>{' '}
        <span className="text-ink-muted tabular-nums">({percent(first.probability)})</span>
        {others.length > 0 && (
          <span className="block text-ink-muted text-sm">
            and a little{' '}
            {others.map(({ label, probability }) => `${nameOf(label)} (${percent(probability)})`).join(', ')}
          </span>
        )}
      </p>
      <Scale valence={reading.valence} />
      <p className="text-ink-muted">
        {howSure(reading)} ({percent(reading.confidence)}).{aside && ` ${aside}`}
        {reading.topics.length > 0 &&
          ` It seems to be about: ${reading.topics.map((topic) => TOPIC_NAMES[topic].toLowerCase()).join(', ')}.`}
        {readBy && ` Read by ${readBy}, as it is not in English; it gives no words as reasons.`}
      </p>
      {why.length > 0 && (
        <div className="flex flex-col gap-1.5">
          <p className="text-ink-muted text-xs">The words that moved it, and by how much</p>
          <ul className="flex flex-wrap gap-1.5">
            {why.map(({ word, start, weight }) => (
              <li key={start} dir="auto" className="rounded-md bg-ink/6 px-2 py-0.5">
                {word} <span className="text-ink-muted text-xs tabular-nums">+{percent(weight)}</span>
              </li>
            ))}
          </ul>
        </div>
      )}
      {said && <Said said={said} />}
    </div>
  )
}

function Said({ said }: { said: NonNullable<ReadingDto['said']> }) {
  return (
    <p role="status" className="rounded-control bg-accent-soft px-3 py-2">
      You say: <strong className="font-medium">{said.map(nameOf).join(', ')}</strong>. That counts, and
      messages like it are read accordingly.
    </p>
  )
}

/** Where between unpleasant and pleasant. */
function Scale({ valence }: { valence: number }) {
  const side = valence > 0.15 ? 'rather pleasant' : valence < -0.15 ? 'rather unpleasant' : 'in between'
  return (
    <div className="flex flex-col gap-1">
      <svg
        role="img"
        aria-label={`From unpleasant to pleasant: ${side}`}
        viewBox="0 0 200 12"
        className="w-full"
      >
        <line
          x1="6"
          x2="100"
          y1="6"
          y2="6"
          className="stroke-feeling-low"
          strokeWidth="3"
          strokeLinecap="round"
        />
        <line
          x1="100"
          x2="194"
          y1="6"
          y2="6"
          className="stroke-feeling-high"
          strokeWidth="3"
          strokeLinecap="round"
        />
        <circle
          cx={100 + valence * 94}
          cy="6"
          r="5"
          className="fill-surface-raised stroke-ink"
          strokeWidth="2"
        />
      </svg>
      <p aria-hidden className="flex justify-between text-ink-muted text-xs">
        <span>Unpleasant</span>
        <span>Pleasant</span>
      </p>
    </div>
  )
}
