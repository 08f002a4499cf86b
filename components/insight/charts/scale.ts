/** A colour between those of low and high, through the sand of the middle; red and green are not in it. */
export function colourOf(valence: number): string {
  const end = valence < 0 ? 'var(--feeling-low)' : 'var(--feeling-high)'
  return `color-mix(in oklab, ${end} ${Math.round(Math.min(1, Math.abs(valence) * 1.4) * 100)}%, var(--feeling-mid))`
}

const HIGH = 0.5
const SOME = 0.15

/** Where between unpleasant and pleasant, in words. */
export function wordsOf(valence: number | null): string {
  if (valence === null) return 'nothing known'
  if (Math.abs(valence) < SOME) return 'in between'
  const much = Math.abs(valence) >= HIGH ? '' : 'rather '
  return `${much}${valence < 0 ? 'unpleasant' : 'pleasant'}`
}

export const signed = (valence: number): string =>
  `${valence > 0 ? '+' : valence < 0 ? '−' : ''}${Math.abs(valence).toFixed(2)}`

/** @param day YYYY-MM-DD */
export function sayDay(day: string, locale: string, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' }).format(new Date(day))
}
