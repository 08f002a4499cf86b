import { expect, test } from 'vitest'
import { addressesIn, seatWords } from './words'

test('addresses are found however they are written down', () => {
  expect(addressesIn(' a@x.org, b@x.org;\n<c@x.org>  d@x.org ')).toEqual([
    'a@x.org',
    'b@x.org',
    'c@x.org',
    'd@x.org',
  ])
  expect(addressesIn('  \n ')).toEqual([])
})

test('seats are told in words', () => {
  expect(seatWords({ count: 5, free: 2 }, 3)).toBe('5 seats, 2 of them free.')
  expect(seatWords({ count: 1, free: 0 }, 1)).toBe('1 seat, none of them free.')
  expect(seatWords({ count: 2, free: -1 }, 3)).toBe('There are 3 people and 2 seats.')
})
