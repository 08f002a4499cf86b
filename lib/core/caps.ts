/** How many messages a day and a month; null: no limit of this kind. */
type Caps = { day: number | null; month: number | null }

/** @returns the smaller of two limits; null is none */
export const lesser = (a: number | null, b: number | null): number | null =>
  a === null || b === null ? (a ?? b) : Math.min(a, b)

/** @returns what of both counts; null when nothing does */
export function lesserCaps(a: Caps | null, b: Caps | null): Caps | null {
  const both = {
    day: lesser(a?.day ?? null, b?.day ?? null),
    month: lesser(a?.month ?? null, b?.month ?? null),
  }
  return both.day === null && both.month === null ? null : both
}
