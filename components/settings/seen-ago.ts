const MINUTE = 60_000
const UNITS = [
  ['day', 24 * 60 * MINUTE],
  ['hour', 60 * MINUTE],
  ['minute', MINUTE],
] as const

/** A session that is in use is noted at least every 15 minutes. */
const ACTIVE_MS = 16 * MINUTE

/**
 * @param at ISO 8601
 * @param now milliseconds since the epoch
 */
export function seenAgo(at: string, now: number): string {
  const ago = now - Date.parse(at)
  if (ago < ACTIVE_MS) return 'In use now'
  const [unit, length] = UNITS.find(([, ms]) => ago >= ms) ?? UNITS[2]
  const words = new Intl.RelativeTimeFormat('en', { numeric: 'auto' }).format(-Math.floor(ago / length), unit)
  return `Last used ${words}`
}
