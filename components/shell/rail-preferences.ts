/** The rail as the person left it: remembered in a cookie, so that the server renders it right at once. */
export type RailPreferences = { width: number; collapsed: boolean }

export const RAIL_COOKIE = 'numina-rail'
export const RAIL_MIN = 240
export const RAIL_MAX = 360
/** Widths come in these steps, since each has its own CSS rule (rail.css). */
export const RAIL_STEP = 8
const RAIL_DEFAULT = 272

/** The nearest width (px) the rail can have. */
export function toRailWidth(px: number): number {
  const stepped = Math.round(px / RAIL_STEP) * RAIL_STEP
  return Math.min(RAIL_MAX, Math.max(RAIL_MIN, stepped))
}

/** Reads the cookie (`272`, or `272.collapsed`); what is missing or broken takes its default. */
export function parseRail(value: string | undefined): RailPreferences {
  const [width = '', state] = (value ?? '').split('.')
  const px = /^\d{1,4}$/.test(width) ? Number(width) : RAIL_DEFAULT
  return { width: toRailWidth(px), collapsed: state === 'collapsed' }
}

/** The cookie's value for `parseRail`. */
export function formatRail({ width, collapsed }: RailPreferences): string {
  return collapsed ? `${width}.collapsed` : String(width)
}
