const formats = new Map<string, Intl.DateTimeFormat>()

/** @returns the day (YYYY-MM-DD) of a moment in a zone */
export function dayIn(timeZone: string, at: Date): string {
  const format = formats.get(timeZone) ?? new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' })
  formats.set(timeZone, format)
  return format.format(at)
}

/** Days are reckoned as days of a calendar, which has no hours that are left out. */
export const addDays = (day: string, count: number): string =>
  new Date(Date.parse(day) + count * 24 * 60 * 60_000).toISOString().slice(0, 10)

/** @returns the first day of the month after that of a day */
export function nextMonth(day: string): string {
  const [year = 0, month = 0] = day.split('-').map(Number)
  return new Date(Date.UTC(year, month, 1)).toISOString().slice(0, 10)
}
