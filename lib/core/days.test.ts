import { expect, it } from 'vitest'
import { addDays, dayIn, nextMonth } from './days'

it('knows which day it is where', () => {
  const at = new Date('2026-11-30T23:30:00Z')
  expect(dayIn('UTC', at)).toBe('2026-11-30')
  expect(dayIn('Europe/Berlin', at)).toBe('2026-12-01')
  expect(dayIn('America/New_York', at)).toBe('2026-11-30')
})

it('reckons in days and months', () => {
  expect(addDays('2026-02-28', 1)).toBe('2026-03-01')
  expect(addDays('2026-01-01', -1)).toBe('2025-12-31')
  expect(nextMonth('2026-11-30')).toBe('2026-12-01')
  expect(nextMonth('2026-12-01')).toBe('2027-01-01')
})
