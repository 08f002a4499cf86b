/** How many messages a day and a month; null: no limit of this kind. */
type Caps = { day: number | null; month: number | null }

/** @returns the smaller of two limits; null is none */
export const lesser = (a: number | null, b: number | null): number | null =>
  a === null || b === null ? (a ?? b) : Math.min(a, b)

/** @returns what of all counts; null when nothing does */
export function lesserCaps(...caps: readonly (Caps | null | undefined)[]): Caps | null {
  const least = (which: keyof Caps) =>
    caps.reduce<number | null>((sum, each) => lesser(sum, each?.[which] ?? null), null)
  const all = { day: least('day'), month: least('month') }
  return all.day === null && all.month === null ? null : all
}
