import { describe, expect, test } from 'vitest'
import { stringOrderOf } from './collation.ts'
import { compileFilter } from './filter.ts'
import { codeOf, int } from './test-values.ts'
import { compareStrings } from './values/compare.ts'

describe('collation', () => {
  test('simple and none compare by code point', () => {
    expect(stringOrderOf(undefined)).toBe(compareStrings)
    expect(stringOrderOf({})).toBe(compareStrings)
    expect(stringOrderOf({ locale: 'simple' })).toBe(compareStrings)
  })

  test.each([
    [1, true, true],
    [2, true, false],
    [3, false, false],
  ])('strength %i: equal ignoring case %s, ignoring accents %s', (strength, ignoresCase, ignoresAccents) => {
    const order = stringOrderOf({ locale: 'en', strength: int(strength) })
    expect(order('a', 'A') === 0).toBe(ignoresCase)
    expect(order('e', 'é') === 0).toBe(ignoresAccents)
  })

  test('caseLevel makes strength 1 see case but not accents', () => {
    const order = stringOrderOf({ locale: 'en', strength: int(1), caseLevel: true })
    expect(order('a', 'A')).not.toBe(0)
    expect(order('e', 'é')).toBe(0)
  })

  test('filters compare strings by it, also inside documents and arrays', () => {
    const collation = { locale: 'en', strength: int(2) }
    expect(compileFilter({ a: 'TEXT' }, { collation })({ a: 'text' })).toBe(true)
    expect(compileFilter({ a: { $in: ['X', 'Y'] } }, { collation })({ a: ['y'] })).toBe(true)
    expect(compileFilter({ a: { $gt: 'B' } }, { collation })({ a: 'b' })).toBe(false)
    expect(compileFilter({ a: { b: 'TEXT' } }, { collation })({ a: { b: 'text' } })).toBe(true)
    expect(compileFilter({ $expr: { $eq: ['$a', 'TEXT'] } }, { collation })({ a: 'text' })).toBe(true)
    expect(compileFilter({ a: { $regex: 'TEXT' } }, { collation })({ a: 'text' })).toBe(false)
  })

  test.each<[object, string]>([
    [{ strength: int(1) }, 'IDLFailedToParse'],
    [{ locale: 'xx-not-a-locale' }, 'BadValue'],
    [{ locale: 'en', strength: int(6) }, 'BadValue'],
    [{ locale: 'en', strength: int(4) }, 'CommandNotSupported'],
    [{ locale: 'fr', backwards: true }, 'CommandNotSupported'],
    [{ locale: 'en', caseFirst: 'sideways' }, 'BadValue'],
    [{ locale: 'en', foo: 1 }, 'IDLUnknownField'],
    [{ locale: 'de@collation=phonebook' }, 'CommandNotSupported'],
    [{ locale: 'en', caseLevel: 'yes' }, 'TypeMismatch'],
  ])('%j', (collation, code) => {
    expect(codeOf(() => stringOrderOf(collation))).toBe(code)
  })
})
