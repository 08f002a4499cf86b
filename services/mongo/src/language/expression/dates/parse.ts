import { fail } from '../../../errors.ts'
import { refuse } from '../../refuse.ts'
import { checkFormat, MONTHS } from './format.ts'
import { daysInMonth, isoDayNumber } from './parts.ts'
import { dateOf } from './shift.ts'
import { momentOfLocal, utcTime, type Zone } from './zones.ts'

const DAY = 86_400_000

/** What a text says about a date; absent parts are absent. */
interface Found {
  year?: number
  month?: number
  day?: number
  hour?: number
  minute?: number
  second?: number
  millisecond?: number
  isoYear?: number
  isoWeek?: number
  isoWeekday?: number
  /** Seconds ahead of UTC. */
  offset?: number
}

function conversionFailure(text: string, why: string): never {
  fail('ConversionFailure', `Error parsing date string '${text}'; ${why}`)
}

function dayOf(text: string, found: Found): number {
  if (found.isoYear !== undefined)
    return isoDayNumber(found.isoYear, found.isoWeek ?? 1, found.isoWeekday ?? 1)
  const { year, month, day } = found
  if (year === undefined || month === undefined || day === undefined)
    fail(
      'ConversionFailure',
      `an incomplete date/time string has been found, with elements missing: "${text}"`,
    )
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month))
    conversionFailure(text, 'The parsed date was invalid')
  return utcTime(year, month, day) / DAY
}

function timeOf(text: string, { hour, minute, second, millisecond = 0 }: Found): number {
  if (hour === undefined && minute === undefined && second === undefined) return millisecond
  if (hour === undefined || minute === undefined || second === undefined)
    fail(
      'ConversionFailure',
      `an incomplete date/time string has been found, with elements missing: "${text}"`,
    )
  if (hour > 23 || minute > 59 || second > 59) conversionFailure(text, 'The parsed time was invalid')
  return ((hour * 60 + minute) * 60 + second) * 1000 + millisecond
}

function momentOf(text: string, found: Found, zone: Zone): Date {
  const local = dayOf(text, found) * DAY + timeOf(text, found)
  if (found.offset === undefined) return dateOf(momentOfLocal(local, zone))
  if (!zone.isUtc)
    fail(
      'ConversionFailure',
      'you cannot pass in a date/time string with GMT offset together with a timezone argument',
    )
  return dateOf(local - found.offset * 1000)
}

function offsetOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const match = /^([+-])(\d{2}):?(\d{2})?$/.exec(text)
  if (!match) return 0
  const seconds = Number(match[2]) * 3600 + Number(match[3] ?? 0) * 60
  return match[1] === '-' ? -seconds : seconds
}

function fraction(digits: string | undefined): number {
  return digits === undefined ? 0 : Math.trunc(Number(`0.${digits}`) * 1000 + 1e-9)
}

const ISO =
  /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[Tt ](\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?)? ?(Z|z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)?$/

/**
 * Reads an ISO 8601 date. MongoDB also reads many other forms; those are refused rather than guessed.
 * Throws ConversionFailure (241) for a text that is no date, which `onError` may catch.
 */
export function parseDate(text: string, zone: Zone): Date {
  const match = ISO.exec(text)
  if (!match) {
    if (!/\d/.test(text)) conversionFailure(text, '0: Unexpected character')
    refuse(`A date string that is not in ISO 8601 form ('${text}')`)
  }
  const [, year, month, day, hour, minute, second, digits, offset] = match
  const found: Found = { year: Number(year), month: Number(month), day: Number(day) }
  if (hour !== undefined) {
    found.hour = Number(hour)
    found.minute = Number(minute)
    found.second = Number(second ?? 0)
    found.millisecond = fraction(digits)
  }
  const seconds = offsetOf(offset)
  return momentOf(text, seconds === undefined ? found : { ...found, offset: seconds }, zone)
}

interface Specifier {
  pattern: RegExp
  take(found: Found, text: string): void
}

function monthNumber(name: string, length: number): number {
  return MONTHS.findIndex((month) => month.slice(0, length).toLowerCase() === name.toLowerCase()) + 1
}

function number(pattern: RegExp, name: keyof Found): Specifier {
  return {
    pattern,
    take(found, text) {
      found[name] = Number(text)
    },
  }
}

const SPECIFIERS: Record<string, Specifier> = {
  Y: number(/^\d{4}/, 'year'),
  m: number(/^\d{1,2}/, 'month'),
  d: number(/^\d{1,2}/, 'day'),
  H: number(/^\d{1,2}/, 'hour'),
  M: number(/^\d{2}/, 'minute'),
  S: number(/^\d{2}/, 'second'),
  L: {
    pattern: /^\d{1,3}/,
    take(found, text) {
      found.millisecond = fraction(text)
    },
  },
  G: number(/^\d{4}/, 'isoYear'),
  V: number(/^\d{1,2}/, 'isoWeek'),
  u: number(/^[1-7]/, 'isoWeekday'),
  b: {
    pattern: /^[A-Za-z]{3}/,
    take(found, text) {
      found.month = monthNumber(text, 3)
    },
  },
  B: {
    pattern: /^[A-Za-z]+/,
    take(found, text) {
      found.month = monthNumber(text, 9)
    },
  },
  z: {
    pattern: /^(?:Z|[+-]\d{2}:?(?:\d{2})?)/,
    take(found, text) {
      found.offset = offsetOf(text) ?? 0
    },
  },
  Z: {
    pattern: /^[+-]\d{1,4}/,
    take(found, text) {
      found.offset = Number(text) * 60
    },
  },
}

/** The specifiers that a format for reading may have; the day of the year is refused when used. */
const KNOWN: Record<string, unknown> = { ...SPECIFIERS, j: true, '%': true }

/** Throws Location18535 or Location18536 for a bad format. */
export function checkParseFormat(format: string): void {
  checkFormat(format, KNOWN)
}

/** Reads a date by a format. Throws ConversionFailure (241) for a text that does not fit. */
export function parseDateByFormat(text: string, format: string, zone: Zone): Date {
  const found: Found = {}
  let rest = text
  for (let i = 0; i < format.length; i++) {
    const letter = format[i] === '%' ? (format[++i] as string) : undefined
    if (letter === 'j') refuse("The format specifier '%j' of $dateFromString")
    const specifier = letter === undefined || letter === '%' ? undefined : SPECIFIERS[letter]
    if (specifier) {
      const match = specifier.pattern.exec(rest)
      if (!match) conversionFailure(text, `${text.length - rest.length}: no match for '%${letter}'`)
      specifier.take(found, match[0])
      rest = rest.slice(match[0].length)
    } else {
      const literal = letter ?? format[i]
      if (rest[0] !== literal)
        conversionFailure(
          text,
          `${text.length - rest.length}: The format separator does not match '${rest[0] ?? ''}'`,
        )
      rest = rest.slice(1)
    }
  }
  if (rest !== '') conversionFailure(text, `${text.length - rest.length}: Trailing data '${rest[0]}'`)
  return momentOf(text, found, zone)
}
