const DAY_MS = 24 * 60 * 60_000

/** Tells the day (YYYY-MM-DD) and the hour of moments in a zone; made once, since making it takes longer than asking it. */
export function clockOf(timeZone: string): (at: Date) => { day: string; hour: number } {
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    hourCycle: 'h23',
  })
  return (at) => {
    const [day = '', hour = ''] = format.format(at).split(', ')
    return { day, hour: Number(hour) }
  }
}

/** Days are reckoned as days of a calendar, which has no hours that are left out. */
export const addDays = (day: string, count: number): string =>
  new Date(Date.parse(day) + count * DAY_MS).toISOString().slice(0, 10)

/** @returns all days from the first to the last */
export function daysFrom(first: string, last: string): string[] {
  const days: string[] = []
  for (let day = first; day <= last; day = addDays(day, 1)) days.push(day)
  return days
}

/** @returns the Monday of its week */
export const weekOf = (day: string): string => addDays(day, -((new Date(day).getUTCDay() + 6) % 7))
