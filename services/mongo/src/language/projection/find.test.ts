import { Double } from 'bson'
import { describe, expect, test } from 'vitest'
import { compileProjection } from '../filter.ts'
import { codeOf, doc, double, long } from '../test-values.ts'
import type { Document } from '../values/types.ts'
import { PROJECTION_CASES, PROJECTION_ERRORS } from './find.cases.ts'

describe.each(PROJECTION_CASES)('%s', (_name, cases) => {
  test.each(cases)('%j of %j', (projection, document, result, filter = {}) => {
    const project = compileProjection(doc(projection as Document), { filter: doc(filter as Document) })
    expect(project(doc(document as Document))).toStrictEqual(doc(result as Document))
  })
})

describe('projections', () => {
  test('keeps the types of the values', () => {
    const source = { _id: long(1), a: double(2), b: 1n }
    expect(compileProjection({ a: long(1) })(source)).toStrictEqual({ _id: long(1), a: new Double(2) })
  })

  test('the text score', () => {
    const withScore = compileProjection({ score: { $meta: 'textScore' } }, { textScore: 1.5 })
    expect(withScore({ _id: 1, a: 2 })).toStrictEqual({ _id: 1, a: 2, score: 1.5 })
  })

  test('a positional projection needs a match in an array', () => {
    const positional = compileProjection(doc({ 'a.$': 1 }), { filter: doc({ b: 1 }) })
    expect(codeOf(() => positional(doc({ _id: 1, a: [1], b: 1 })))).toBe('Location51246')
  })

  test.each(PROJECTION_ERRORS)('%j is none', (projection, code) => {
    expect(codeOf(() => compileProjection(doc(projection as Document)))).toBe(code)
  })
})
