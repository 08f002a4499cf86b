import { describe, expect, it } from 'vitest'
import { decodeDocument } from '../bson/decode.ts'
import { encodeDocument } from '../bson/encode.ts'
import type { Document } from '../bson/values.ts'
import { compileSort } from '../language/index.ts'
import { Hit } from './hit.ts'
import { sortHits } from './sort.ts'

const values = [5, 1.5, -3, null, 'b', 'a', true, new Date(5), [3, 9], [], { x: 1 }, undefined, 1e20]

function makeHits(count: number, padding: number): Hit[] {
  const text = 'x'.repeat(padding)
  return Array.from({ length: count }, (_, i) => {
    const doc = { _id: i, v: values[(i * 7) % values.length], n: (i * 7919) % count, text }
    return new Hit({ rid: i, doc: encodeDocument(doc) })
  })
}

const sortAll = (hits: Hit[], sort: Document, limit = Number.POSITIVE_INFINITY) =>
  [...sortHits(hits, decodeDocument(encodeDocument(sort)), undefined, limit)].filter((hit) => hit !== null)

describe('sortHits', () => {
  it.each([{ v: 1 }, { v: -1 }, { v: 1, n: -1 }, { n: 1 }])(
    'orders like the language layer by %j',
    (sort) => {
      const compare = compileSort(decodeDocument(encodeDocument(sort)))
      const sorted = sortAll(makeHits(300, 0), sort)
      expect(sorted).toHaveLength(300)
      for (let i = 1; i < sorted.length; i++)
        expect(compare((sorted[i - 1] as Hit).doc, (sorted[i] as Hit).doc)).toBeLessThanOrEqual(0)
    },
  )

  it('gives the same from disk as from memory', () => {
    const order = (hits: Hit[]) => hits.map((hit) => hit.rid)
    const small = makeHits(4000, 0)
    const large = makeHits(4000, 10_000)
    expect(order(sortAll(large, { v: 1, n: -1 }))).toEqual(order(sortAll(small, { v: 1, n: -1 })))
    expect(order(sortAll(large, { n: 1 }, 2500))).toEqual(order(sortAll(small, { n: 1 }, 2500)))
  })

  it('keeps only the best with a limit', () => {
    expect(sortAll(makeHits(10_000, 0), { n: -1 }, 3).map((hit) => Number(hit.doc['n']))).toEqual([
      9999, 9998, 9997,
    ])
  })

  it('offers a pause again and again before its first result', () => {
    const results = [...sortHits(makeHits(10_000, 0), { n: -1 }, undefined, 3)]
    expect(results.findIndex((hit) => hit !== null)).toBe(50)
  })

  it('refuses parallel arrays', () => {
    const hit = new Hit({ rid: 1, doc: encodeDocument({ a: [1, 2], b: [3, 4] }) })
    expect(() => sortAll([hit], { a: 1, b: 1 })).toThrow('parallel arrays')
  })
})
