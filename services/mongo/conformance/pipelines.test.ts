import type { Document } from 'mongodb'
import { describe, expect, it } from 'vitest'
import { type CodeName, codeOf } from '../src/errors.ts'
import { PIPELINE_CASES, PIPELINE_ERRORS } from '../src/language/pipeline/pipeline.cases.ts'
import { useDatabase } from '../test-support/client.ts'
import { canonical, documents, errorOf, fill, isRefusal, TYPED } from './cases.ts'

const fixture = useDatabase('pipelines')

/** Documents get an `_id` when they are stored; cases that do not mention it are compared without. */
function withoutId(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutId)
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype)
    return value
  const entries = Object.entries(value as Document).filter(([name]) => name !== '_id')
  return Object.fromEntries(entries.map(([name, inner]) => [name, withoutId(inner)]))
}

describe.each(PIPELINE_CASES)('%s', (_name, cases) => {
  it.each(cases)('%j of %j', async (stages, source, results, collections = {}) => {
    const { db } = fixture
    await fill(db.collection('source'), source)
    for (const [name, list] of Object.entries(collections)) await fill(db.collection(name), list)
    const isDatabaseWide = Object.keys(stages[0] ?? {})[0] === '$documents'
    const target = isDatabaseWide ? db : db.collection('source')
    const found = await target.aggregate(documents(stages), TYPED).toArray()
    const mentionsId = JSON.stringify([results, stages]).includes('"_id"')
    const expected = canonical(documents(results)) as object[]
    const actual = canonical(found)
    if (mentionsId) expect(actual).toMatchObject(expected)
    else expect(withoutId(actual)).toStrictEqual(expected)
    expect(found).toHaveLength(expected.length)
  })
})

describe('errors', () => {
  it.each(PIPELINE_ERRORS.filter(([, codeName]) => !isRefusal(codeName)))(
    '%j: %s',
    async (stages, codeName, source = []) => {
      const { db } = fixture
      await fill(db.collection('source'), source.length > 0 ? source : [{ v: 1 }])
      expect(await errorOf(db.collection('source').aggregate(documents(stages)).toArray())).toBe(
        codeOf(codeName as CodeName),
      )
    },
  )
})

describe('$out and $merge', () => {
  it('write what the pipeline gives', async () => {
    const { db } = fixture
    await fill(db.collection('source'), [
      { _id: 1, a: 1 },
      { _id: 2, a: 2 },
    ])
    await fill(db.collection('target'), [{ _id: 9 }])
    await db
      .collection('source')
      .aggregate([{ $match: { a: 2 } }, { $out: 'target' }])
      .toArray()
    expect(await db.collection('target').find({}).toArray()).toStrictEqual([{ _id: 2, a: 2 }])
    await db
      .collection('source')
      .aggregate([
        { $set: { b: 5 } },
        { $merge: { into: 'target', whenMatched: 'merge', whenNotMatched: 'insert' } },
      ])
      .toArray()
    expect(await db.collection('target').find({}).sort({ _id: 1 }).toArray()).toStrictEqual([
      { _id: 1, a: 1, b: 5 },
      { _id: 2, a: 2, b: 5 },
    ])
  })
})
