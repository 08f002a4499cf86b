import { expect, test } from 'vitest'
import { initialsOf, toneOf } from './avatar-tone'

test.each([
  ['Ada Lovelace', 'AL'],
  ['  ada   king   lovelace ', 'AL'],
  ['Plato', 'P'],
  ['élodie', 'É'],
  ['محمد علي', 'مع'],
  ['👩‍🚀 Sam', '👩‍🚀S'],
  ['', '?'],
])('the initials of %j', (name, initials) => {
  expect(initialsOf(name)).toBe(initials)
})

test('a tone stays the same and lies in the palette', () => {
  const tones = Array.from({ length: 200 }, (_, i) => toneOf(`user-${i}`))
  expect(tones).toEqual(Array.from({ length: 200 }, (_, i) => toneOf(`user-${i}`)))
  expect([...new Set(tones)].sort()).toEqual([0, 1, 2, 3, 4, 5])
})
