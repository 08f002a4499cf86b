import { expect, test } from 'vitest'
import { isTimeZone } from '@/lib/accounts/schema'
import { findCountry } from './find-country'
import { CHECKED, COUNTRIES, INTERNATIONAL } from './help-lines'

const codeOf = (timeZone: string, locale = 'en') => findCountry(timeZone, locale)?.code ?? null

test('finds the country by where somebody lives, and only without that by what they read', () => {
  expect(codeOf('Europe/Berlin', 'en-US')).toBe('DE')
  expect(codeOf('America/Argentina/Cordoba')).toBe('AR')
  expect(codeOf('Australia/Perth', 'de')).toBe('AU')
  expect(codeOf('UTC', 'fr-CA')).toBe('CA')
  expect(codeOf('UTC', 'en')).toBeNull()
  expect(codeOf('Africa/Lagos', 'en-GB')).toBeNull()
  expect(codeOf('Moon/Crater', '--')).toBeNull()
})

test('every country can be found by its zone, and every line can be called and looked up', () => {
  const zones = Intl.supportedValuesOf('timeZone').filter(isTimeZone)
  const found = new Set(zones.map((zone) => codeOf(zone)))
  for (const { code, emergency, lines } of COUNTRIES) {
    expect(found, code).toContain(code)
    expect(emergency).toMatch(/^\d{3}( · \d{3})?$/)
    expect(lines.length).toBeGreaterThan(0)
    expect(lines[0]?.for).toBeUndefined()
    expect(new Set(lines.map(({ number }) => number)).size).toBe(lines.length)
    for (const { number, hours, source, seen } of lines) {
      expect(number).toMatch(/^[\d -]{3,16}$/)
      expect(hours).not.toBe('')
      expect(new URL(source).protocol).toBe('https:')
      if (seen) expect(new URL(seen).protocol).toMatch(/^https?:$/)
    }
  }
  expect(new Set(COUNTRIES.map(({ code }) => code)).size).toBe(COUNTRIES.length)
  expect(CHECKED).toMatch(/^20\d\d-\d\d-\d\d$/)
  expect(INTERNATIONAL.length).toBeGreaterThan(0)
})
