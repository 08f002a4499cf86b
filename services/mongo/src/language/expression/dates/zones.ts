import { fail } from '../../../errors.ts'

/** A time zone: how far its clocks are ahead of UTC at a moment. */
export interface Zone {
  isUtc: boolean
  /** The offset in seconds at a moment in milliseconds since 1970. */
  offsetAt(time: number): number
}

const DAY = 86_400_000
/** Zones change their offset at full quarters of an hour, so one offset is right for a whole quarter. */
const QUARTER = 900_000
const MOST_REMEMBERED = 20_000

export const UTC: Zone = { isUtc: true, offsetAt: () => 0 }

function fixedZone(seconds: number): Zone {
  return { isUtc: seconds === 0, offsetAt: () => seconds }
}

const OFFSET = /^([+-])(\d{2})(?::?(\d{2}))?$/

function parseOffset(id: string): Zone | undefined {
  const match = OFFSET.exec(id)
  if (!match) return undefined
  const seconds = Number(match[2]) * 3600 + Number(match[3] ?? 0) * 60
  return fixedZone(match[1] === '-' ? -seconds : seconds)
}

function formatterOf(id: string): Intl.DateTimeFormat | undefined {
  try {
    return new Intl.DateTimeFormat('en-US', {
      timeZone: id,
      calendar: 'iso8601',
      hourCycle: 'h23',
      era: 'short',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    })
  } catch {
    return undefined
  }
}

function readOffset(formatter: Intl.DateTimeFormat, time: number): number {
  const parts: Record<string, string> = {}
  for (const { type, value } of formatter.formatToParts(time)) parts[type] = value
  const beforeChrist = parts['era'] === 'BC' || parts['era'] === 'B'
  const year = beforeChrist ? 1 - Number(parts['year']) : Number(parts['year'])
  const local = utcTime(
    year,
    Number(parts['month']),
    Number(parts['day']),
    Number(parts['hour']),
    Number(parts['minute']),
    Number(parts['second']),
  )
  return Math.round((local - Math.floor(time / 1000) * 1000) / 1000)
}

function namedZone(id: string): Zone | undefined {
  const formatter = formatterOf(id)
  if (!formatter) return undefined
  const resolved = formatter.resolvedOptions().timeZone
  // Intl ignores case in names, MongoDB does not.
  if (resolved.toLowerCase() === id.toLowerCase() && resolved !== id) return undefined
  const offsets = new Map<number, number>()
  const offsetAt = (time: number): number => {
    const quarter = Math.floor(time / QUARTER)
    let offset = offsets.get(quarter)
    if (offset === undefined) {
      offset = readOffset(formatter, quarter * QUARTER)
      if (offsets.size >= MOST_REMEMBERED) offsets.clear()
      offsets.set(quarter, offset)
    }
    return offset
  }
  return { isUtc: false, offsetAt }
}

const known = new Map<string, Zone>([['UTC', UTC]])

/**
 * The zone of an Olson identifier or an offset (`+05`, `+0530`, `+05:30`).
 * Throws Location40485 for any other text.
 */
export function findZone(id: string): Zone {
  const zone = known.get(id) ?? parseOffset(id) ?? (/^[A-Za-z]/.test(id) ? namedZone(id) : undefined)
  if (!zone) fail('Location40485', `unrecognized time zone identifier: "${id}"`)
  if (known.size < 1000) known.set(id, zone)
  return zone
}

/** Milliseconds since 1970 of a date and time in UTC; parts beyond their range carry over. Month from 1. */
export function utcTime(
  year: number,
  month: number,
  day: number,
  hour = 0,
  minute = 0,
  second = 0,
  millisecond = 0,
): number {
  const date = new Date(0)
  date.setUTCFullYear(year, month - 1, day)
  return date.getTime() + ((hour * 60 + minute) * 60 + second) * 1000 + millisecond
}

/**
 * The moment when a zone's clocks show a local time, given as if it were UTC. A time that clocks skip
 * counts from the offset before the change, one that they show twice is the first.
 */
export function momentOfLocal(local: number, zone: Zone): number {
  const before = zone.offsetAt(local - DAY)
  const after = zone.offsetAt(local + DAY)
  const early = local - before * 1000
  if (before === after || zone.offsetAt(early) === before) return early
  const late = local - after * 1000
  return zone.offsetAt(late) === after ? late : early
}

/** What a zone's clocks show at a moment, as milliseconds as if it were UTC. */
export function localOf(time: number, zone: Zone): number {
  return time + zone.offsetAt(time) * 1000
}
