import type { Rest } from '@/lib/accounts/schema'

/** What this browser remembers, and nobody else: since when somebody has been writing, when they were last told, and in which nights. */
export type Kept = { began: number; last: number; told: number; nights: string[] }

export type Reason = { why: 'night' | 'sitting'; nights: number }

const MINUTE = 60_000
/** Who has written nothing for so long has been away. */
const PAUSE_MS = 30 * MINUTE
/** Somebody who looks in for a question at night is not told. */
const NIGHT_MS = 30 * MINUTE
/** Told once, not again for a while. */
const QUIET_MS = 120 * MINUTE
const DAY_MS = 24 * 60 * MINUTE
const MOST_NIGHTS = 7

/** Looks at one more message of somebody's. A night is named by the evening it began. */
export function lookAt(
  { isOn, from, to, sittingMinutes }: Rest,
  timeZone: string,
  now: Date,
  before: Kept | null,
): { kept: Kept; reason: Reason | null } {
  const time = now.getTime()
  const isSameSitting = before !== null && time - before.last < PAUSE_MS && time >= before.last
  const began = isSameSitting ? before.began : time
  const told = before?.told ?? 0
  const { hour, day } = clockOf(now, timeZone)
  const isNight = from === to ? false : from < to ? hour >= from && hour < to : hour >= from || hour < to
  const isLateNight = isNight && time - began >= NIGHT_MS
  const evening = hour < to ? daysBefore(day, 1) : day
  const weekAgo = daysBefore(day, MOST_NIGHTS)
  const earlier = (before?.nights ?? []).filter((night) => night > weekAgo && night !== evening)
  const nights = isLateNight ? [...earlier, evening] : (before?.nights ?? [])
  const isSitting = time - began >= sittingMinutes * MINUTE
  const mayTell = isOn && time - told >= QUIET_MS && (isLateNight || isSitting)
  return {
    kept: { began, last: time, told: mayTell ? time : told, nights: nights.slice(-MOST_NIGHTS) },
    reason: mayTell ? { why: isLateNight ? 'night' : 'sitting', nights: nights.length } : null,
  }
}

/** By the calendar: where the clocks change, a day is no 24 hours. @param day YYYY-MM-DD */
function daysBefore(day: string, count: number): string {
  return new Date(Date.parse(day) - count * DAY_MS).toISOString().slice(0, 10)
}

function clockOf(at: Date, timeZone: string): { hour: number; day: string } {
  const hour = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', hourCycle: 'h23', timeZone }).format(at)
  return {
    hour: Number(hour),
    day: new Intl.DateTimeFormat('en-CA', { dateStyle: 'short', timeZone }).format(at),
  }
}
