import type { Price } from '../core/objects.ts'

/** "per month", "every 3 months". */
export function intervalWords({ recurring }: Price): string {
  if (!recurring) return ''
  const { interval, interval_count: count } = recurring
  return count === 1 ? `per ${interval}` : `every ${count} ${interval}s`
}

export const dateWords = (at: number): string =>
  new Date(at * 1000).toLocaleDateString('en-GB', {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  })
