import { describe, expect, test } from 'vitest'
import { compileFilter } from '../filter.ts'
import { codeOf, doc, int } from '../test-values.ts'
import type { Document } from '../values/types.ts'
import { FILTER_CASES, FILTER_ERRORS } from './filter.cases.ts'

describe.each(FILTER_CASES)('%s', (_name, cases) => {
  test.each(cases)('%j', (filter, matching, others) => {
    const matches = compileFilter(doc(filter as Document))
    for (const each of matching) expect(matches(doc(each as Document)), JSON.stringify(each)).toBe(true)
    for (const each of others) expect(matches(doc(each as Document)), JSON.stringify(each)).toBe(false)
  })
})

describe('inherited properties are not fields', () => {
  test.each(['constructor', 'toString', '__proto__', 'a.constructor', 'a.__proto__.x', 'constructor.name'])(
    '%s',
    (name) => {
      expect(compileFilter({ [name]: { $exists: true } })(doc({ a: {} }))).toBe(false)
    },
  )
})

test('variables of the command are seen by $expr', () => {
  const matches = compileFilter({ $expr: { $eq: ['$a', '$$wanted'] } }, { variables: { wanted: int(3) } })
  expect(matches({ a: int(3) })).toBe(true)
  expect(matches({ a: int(4) })).toBe(false)
})

describe('what is no filter', () => {
  test.each(FILTER_ERRORS)('%j', (filter, code) => {
    expect(codeOf(() => compileFilter(doc(filter as Document)))).toBe(code)
  })
})
