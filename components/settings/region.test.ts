import { expect, test } from 'vitest'
import { isLocale, isTimeZone } from '@/lib/accounts/schema'
import { localeName, localeOptions } from './locales'
import { modernTimeZone, timeZoneName, timeZoneOffset, timeZoneOptions } from './time-zone'

const winter = new Date('2026-01-15T12:00:00Z')

test('writes zones as people do', () => {
  expect(timeZoneName('America/Argentina/Buenos_Aires')).toBe('America/Argentina/Buenos Aires')
  expect(modernTimeZone('Asia/Calcutta')).toBe('Asia/Kolkata')
})

test('knows the distance from UTC on the day', () => {
  expect(timeZoneOffset('Asia/Kolkata', winter)).toBe('GMT+5:30')
  expect(timeZoneOffset('Europe/Berlin', winter)).toBe('GMT+1')
  expect(timeZoneOffset('Europe/Berlin', new Date('2026-07-15T12:00:00Z'))).toBe('GMT+2')
  expect(timeZoneOffset('Moon/Crater', winter)).toBe('')
})

test('offers every zone once, today’s names, and the one in use', () => {
  const zones = timeZoneOptions('Etc/GMT+3', winter).map((option) => option.value)
  expect(new Set(zones).size).toBe(zones.length)
  expect(zones).toEqual(expect.arrayContaining(['UTC', 'Etc/GMT+3', 'Asia/Kolkata', 'Europe/Kyiv']))
  expect(zones.length).toBeGreaterThan(400)
})

test('offers only what the server takes', () => {
  expect(timeZoneOptions('UTC', winter).filter((option) => !isTimeZone(option.value))).toEqual([])
  expect(localeOptions('en').filter((option) => !isLocale(option.value))).toEqual([])
})

test('names languages in themselves', () => {
  expect(localeName('de-AT')).toBe('Deutsch (Österreich)')
  expect(localeName('fr')).toBe('Français')
  expect(localeName('qaa')).toBeTruthy()
})

test('keeps the language in use among the choices', () => {
  expect(localeOptions('gsw').some((option) => option.value === 'gsw')).toBe(true)
  expect(localeOptions('de').filter((option) => option.value === 'de')).toHaveLength(1)
})
