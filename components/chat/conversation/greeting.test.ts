import { expect, test } from 'vitest'
import { greetingFor } from './greeting'

test.each([
  ['2026-03-01T04:59:00Z', 'UTC', 'Good evening, Ada.'],
  ['2026-03-01T05:00:00Z', 'UTC', 'Good morning, Ada.'],
  ['2026-03-01T12:00:00Z', 'UTC', 'Good afternoon, Ada.'],
  ['2026-03-01T18:00:00Z', 'UTC', 'Good evening, Ada.'],
  ['2026-03-01T00:00:00Z', 'UTC', 'Good evening, Ada.'],
  ['2026-03-01T18:00:00Z', 'America/Los_Angeles', 'Good morning, Ada.'],
  ['2026-03-01T18:00:00Z', 'Asia/Kolkata', 'Good evening, Ada.'],
  ['2026-03-01T22:00:00Z', 'Pacific/Auckland', 'Good morning, Ada.'],
])('at %s in %s: %s', (moment, zone, words) => {
  expect(greetingFor('Ada', new Date(moment), zone)).toBe(words)
})

test('without a name', () => {
  expect(greetingFor('', new Date('2026-03-01T09:00:00Z'), 'UTC')).toBe('Good morning.')
})
