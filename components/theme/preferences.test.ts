import { expect, test } from 'vitest'
import { parseTextSize, parseTheme } from './preferences'

test.each(['light', 'dark', 'system'] as const)('keeps the theme %s', (theme) => {
  expect(parseTheme(theme)).toBe(theme)
})

test.each([undefined, '', 'Dark', 'dark;', '<script>'])('follows the system for %j', (value) => {
  expect(parseTheme(value)).toBe('system')
})

test('takes the normal size for anything unknown', () => {
  expect(parseTextSize('larger')).toBe('larger')
  expect(parseTextSize('huge')).toBe('normal')
  expect(parseTextSize(undefined)).toBe('normal')
})
