/** What the person chose for this browser. Kept in cookies, so that the server renders the right page at once. */
export const THEME_COOKIE = 'numina-theme'
export const TEXT_SIZE_COOKIE = 'numina-text-size'
export const MOTION_COOKIE = 'numina-motion'

export const THEMES = ['system', 'light', 'dark'] as const
export const TEXT_SIZES = ['small', 'normal', 'large', 'larger'] as const

export type Theme = (typeof THEMES)[number]
export type Motion = 'system' | 'reduced'
export type TextSize = (typeof TEXT_SIZES)[number]

/** A cookie's value as a theme; anything else follows the system. */
export function parseTheme(value: string | undefined): Theme {
  return THEMES.find((theme) => theme === value) ?? 'system'
}

/** A cookie's value as a text size; anything else is the normal one. */
export function parseTextSize(value: string | undefined): TextSize {
  return TEXT_SIZES.find((size) => size === value) ?? 'normal'
}

/** A cookie's value as the wish for motion; anything else is as the device has it. */
export function parseMotion(value: string | undefined): Motion {
  return value === 'reduced' ? value : 'system'
}
