import type { Feeling } from '../limits'
import type { FeelingCount, HourMood, MoodPoint } from '../schema'
import { addDays, weekOf } from './days'
import type { Moment } from './moments'

/** A moment with the day and the hour it was for the person. */
export type Placed = Moment & { day: string; hour: number }

const MOST_TOP = 3
const HOURS_A_PART = 3

/** @returns one point a day, gaps included */
export function byDay(moments: readonly Placed[], days: readonly string[]): MoodPoint[] {
  return pointsBy(moments, days, (day) => day)
}

/** @returns one point a week, gaps included, named by its Monday */
export function byWeek(moments: readonly Placed[], days: readonly string[]): MoodPoint[] {
  return pointsBy(moments, [...new Set(days.map(weekOf))], weekOf)
}

function pointsBy(
  moments: readonly Placed[],
  keys: readonly string[],
  keyOf: (day: string) => string,
): MoodPoint[] {
  const groups = Map.groupBy(moments, ({ day }) => keyOf(day))
  return keys.map((key) => pointOf(key, groups.get(key) ?? []))
}

/** Check-ins are the person's word of the whole day: where there are any, they alone make its valence. */
function pointOf(day: string, moments: readonly Placed[]): MoodPoint {
  const checkIns = moments.filter(({ source }) => source === 'check-in')
  const counting = checkIns.length > 0 ? checkIns : moments
  return {
    day,
    valence: meanValence(counting),
    source:
      counting.length === 0 ? null : counting.some(({ source }) => source === 'model') ? 'model' : 'you',
    readings: moments.length - checkIns.length,
    checkIns: checkIns.length,
    top: countFeelings(moments)
      .slice(0, MOST_TOP)
      .map(({ feeling }) => feeling),
  }
}

/** @returns the mean weighted by trust; null of nothing */
function meanValence(moments: readonly Moment[]): number | null {
  const total = moments.reduce((sum, { weight }) => sum + weight, 0)
  if (total === 0) return null
  return moments.reduce((sum, { valence, weight }) => sum + valence * weight, 0) / total
}

/** @returns the mood by the time of day, in parts of three hours */
export function byHour(moments: readonly Placed[]): HourMood[] {
  return Array.from({ length: 24 / HOURS_A_PART }, (_, part) => {
    const fromHour = part * HOURS_A_PART
    const there = moments.filter(({ hour }) => hour >= fromHour && hour < fromHour + HOURS_A_PART)
    return { fromHour, valence: meanValence(there), count: there.length }
  })
}

/** @returns in how many moments each feeling was, the most frequent first. Neutral is none */
export function countFeelings(moments: readonly Moment[]): FeelingCount[] {
  const counts = new Map<Feeling, number>()
  for (const { feelings } of moments)
    for (const feeling of new Set(feelings))
      if (feeling !== 'neutral') counts.set(feeling, (counts.get(feeling) ?? 0) + 1)
  return [...counts]
    .map(([feeling, count]) => ({ feeling, count, share: count / moments.length }))
    .sort((a, b) => b.count - a.count)
}

/** @returns how many days in a row have a check-in; a day that is not over yet breaks nothing */
export function streakOf(daysWithCheckIn: ReadonlySet<string>, today: string): number {
  let day = daysWithCheckIn.has(today) ? today : addDays(today, -1)
  let streak = 0
  for (; daysWithCheckIn.has(day); day = addDays(day, -1)) streak += 1
  return streak
}
