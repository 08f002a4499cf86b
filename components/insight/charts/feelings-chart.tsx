'use client'

// Parts of an <svg> that a server component sends late are held back with an inline style, which the policy refuses.

import { AsTable } from '@/components/ui/as-table'
import { FEELINGS, type Feeling } from '@/lib/insight/limits'
import type { FeelingCount } from '@/lib/insight/schema'
import { nameOf, percent } from '../words'
import { colourOf } from './scale'

const MOST = 6
const valenceOf = (feeling: Feeling) =>
  (FEELINGS.pleasant as readonly Feeling[]).includes(feeling)
    ? 0.7
    : (FEELINGS.unpleasant as readonly Feeling[]).includes(feeling)
      ? -0.7
      : 0

/** The most frequent feelings, by how often. */
export function FeelingsChart({ feelings }: { feelings: readonly FeelingCount[] }) {
  const most = feelings[0]?.count ?? 1
  return (
    <figure className="flex flex-col gap-2">
      <ul className="flex flex-col gap-2">
        {feelings.slice(0, MOST).map(({ feeling, count }) => (
          <li key={feeling} className="grid grid-cols-[7.5rem_1fr_2.5rem] items-center gap-2">
            <span className="truncate">{nameOf(feeling)}</span>
            <svg aria-hidden viewBox="0 0 100 8" preserveAspectRatio="none" className="h-2.5 w-full">
              <rect width={(count / most) * 100} height="8" fill={colourOf(valenceOf(feeling))} />
            </svg>
            <span className="text-end text-ink-muted tabular-nums">{count}</span>
          </li>
        ))}
      </ul>
      <AsTable
        caption="Feelings by how often"
        columns={['Feeling', 'Times', 'Share']}
        rows={feelings.map(({ feeling, count, share }) => [nameOf(feeling), count, percent(share)])}
      />
    </figure>
  )
}
