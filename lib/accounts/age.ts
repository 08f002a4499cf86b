import 'server-only'
import { AppError } from '@/lib/core/errors'
import { getEnv } from '@/lib/env'

const EARLIEST = '1900-01-01'

/** @returns whole years from a day to another; both are YYYY-MM-DD */
export function yearsBetween(from: string, to: string): number {
  const years = Number(to.slice(0, 4)) - Number(from.slice(0, 4))
  return to.slice(5) < from.slice(5) ? years - 1 : years
}

/** @returns today's date where the person is, as YYYY-MM-DD */
function todayIn(timeZone: string, now = new Date()): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }).format(now)
}

/** @returns whether somebody is of this age today, where they are */
export function isOlderThan(birthday: string, timeZone: string, years: number): boolean {
  return yearsBetween(birthday, todayIn(timeZone)) >= years
}

/** @throws AppError `invalid_input` for a birthday that cannot be, or of somebody younger than the operator allows */
export function assertOldEnough(birthday: string, timeZone: string): void {
  const today = todayIn(timeZone)
  if (birthday > today || birthday < EARLIEST) throw refused('Nobody who writes here was born on that day.')
  const { MINIMUM_AGE } = getEnv()
  if (yearsBetween(birthday, today) < MINIMUM_AGE)
    throw refused(`Numina is for people of ${MINIMUM_AGE} and older. This was not saved.`)
}

function refused(message: string): AppError {
  return new AppError('invalid_input', message, { fields: { 'patch.birthday': message, birthday: message } })
}
