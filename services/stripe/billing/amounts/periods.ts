import type { Price } from '../../core/objects.ts'

const DAY = 86_400
export type Period = { start: number; end: number }
type Interval = NonNullable<Price['recurring']>

/**
 * The moment `steps` intervals after an anchor. Months keep the anchor's day, or end with a shorter month: 31 January,
 * 28 February, 31 March.
 */
function intervalAfter(anchor: number, { interval, interval_count: count }: Interval, steps: number): number {
  const many = count * steps
  if (interval === 'day') return anchor + many * DAY
  if (interval === 'week') return anchor + many * 7 * DAY
  return monthsAfter(anchor, interval === 'year' ? many * 12 : many)
}

/** The same day so many months later, or the last day of a shorter month. */
export function monthsAfter(anchor: number, months: number): number {
  const from = new Date(anchor * 1000)
  const to = new Date(from)
  to.setUTCDate(1)
  to.setUTCMonth(from.getUTCMonth() + months)
  const lastDay = new Date(Date.UTC(to.getUTCFullYear(), to.getUTCMonth() + 1, 0)).getUTCDate()
  to.setUTCDate(Math.min(from.getUTCDate(), lastDay))
  return to.getTime() / 1000
}

/** The first end of an interval after a moment. */
export function nextEnd(anchor: number, recurring: Interval, after: number): number {
  let steps = 1
  while (intervalAfter(anchor, recurring, steps) <= after) steps += 1
  return intervalAfter(anchor, recurring, steps)
}

export const showDay = (at: number): string =>
  new Date(at * 1000).toLocaleDateString('en-GB', {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    timeZone: 'UTC',
  })
