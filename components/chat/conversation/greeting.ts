/**
 * @param now the moment
 * @param timeZone IANA zone of the person, whose morning it is
 * @returns the words that greet them
 */
export function greetingFor(name: string, now: Date, timeZone: string): string {
  const hour = Number(
    new Intl.DateTimeFormat('en', { timeZone, hour: 'numeric', hourCycle: 'h23' }).format(now),
  )
  const time = hour >= 5 && hour < 12 ? 'morning' : hour >= 12 && hour < 18 ? 'afternoon' : 'evening'
  return name ? `Good ${time}, ${name}.` : `Good ${time}.`
}
