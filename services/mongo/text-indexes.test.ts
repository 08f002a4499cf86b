import type { Collection, Document } from 'mongodb'
import { beforeEach, describe, expect, it } from 'vitest'
import { failureOf, useDatabase } from './test-support/client.ts'

const fixture = useDatabase('text_indexes')

let things: Collection<Document>
let count = 0

beforeEach(() => {
  things = fixture.db.collection(`things_${++count}`)
})

describe('text indexes', () => {
  const docs = [
    { _id: 1, title: 'Running shoes', body: 'The best shoes for runners who run every day' },
    { _id: 2, title: 'Coffee', body: 'How to brew the best coffee; shoes are not needed' },
    { _id: 3, title: 'Café au lait', body: 'Milk and strong coffee' },
    { _id: 4, title: 'Empty', body: '' },
  ]
  const search = ($search: string, more: Document = {}) =>
    things
      .find({ $text: { $search }, ...more }, { projection: { _id: 1, score: { $meta: 'textScore' } } })
      .sort({ score: { $meta: 'textScore' } })
  const ids = async ($search: string, more?: Document) =>
    (await search($search, more).toArray()).map((doc) => doc['_id'] as unknown as number)

  beforeEach(async () => {
    await things.createIndex({ title: 'text', body: 'text' }, { weights: { title: 10 } })
    await things.insertMany(docs as never)
  })

  it('find words by their stem, whatever their case and accents', async () => {
    expect(await ids('RUN')).toEqual([1])
    expect((await ids('cafe')).sort()).toEqual([3])
    expect((await ids('coffee')).sort()).toEqual([2, 3])
    expect(await ids('the')).toEqual([])
  })

  it('rank by weight, join words by or, require phrases and leave out what is negated', async () => {
    expect(await ids('shoes')).toEqual([1, 2])
    expect((await ids('milk running')).sort()).toEqual([1, 3])
    expect(await ids('"best coffee"')).toEqual([2])
    expect(await ids('coffee -milk')).toEqual([2])
    expect(await ids('-coffee')).toEqual([])
    expect(await ids('shoes', { _id: { $gt: 1 } })).toEqual([2])
  })

  it('give a score, in a pipeline too', async () => {
    const [best] = await search('shoes').toArray()
    expect(best?.['score']).toBeGreaterThan(5)
    const ranked = await things
      .aggregate([
        { $match: { $text: { $search: 'coffee' } } },
        { $sort: { score: { $meta: 'textScore' } } },
        { $project: { score: { $meta: 'textScore' } } },
      ])
      .toArray()
    expect(ranked.map((doc) => doc['_id'])).toEqual([2, 3])
    expect(ranked[0]?.['score']).toBeGreaterThan(ranked[1]?.['score'])
  })

  it('follow changes', async () => {
    await things.updateOne({ _id: 4 as never }, { $set: { body: 'now about elephants' } })
    expect(await ids('elephant')).toEqual([4])
    await things.deleteOne({ _id: 4 as never })
    expect(await ids('elephant')).toEqual([])
  })

  it('forget the words that a change took away, and keep the others', async () => {
    await things.updateOne({ _id: 2 as never }, { $set: { body: 'How to brew tea' } })
    expect([await ids('shoes'), await ids('brew'), await ids('tea')]).toEqual([[1], [2], [2]])
    await things.updateOne({ _id: 2 as never }, { $set: { title: '', body: '' } })
    expect([await ids('brew'), await ids('coffee')]).toEqual([[], [3]])
    await things.updateOne({ _id: 2 as never }, { $set: { body: 'tea again' } })
    expect(await ids('tea')).toEqual([2])
  })

  it('find a word of any length, and all documents that have it', async () => {
    const long = 'x'.repeat(100_000)
    await things.insertOne({ _id: 5 as never, title: long })
    await things.insertMany(
      Array.from({ length: 1_000 }, (_, i) => ({ _id: 100 + i, title: 'many' })) as never,
    )
    expect(await ids(long)).toEqual([5])
    expect(new Set(await ids('many')).size).toBe(1_000)
  })

  it('of documents that were there before have their words', async () => {
    await things.dropIndexes()
    await things.createIndex({ title: 'text' })
    expect([await ids('coffee'), await ids('brew')]).toEqual([[2], []])
  })

  it('are seen by a transaction with its own writes', async () => {
    await fixture.client.withSession((session) =>
      session.withTransaction(async () => {
        await things.insertOne({ _id: 6 as never, title: 'coffee beans' }, { session })
        await things.updateOne({ _id: 3 as never }, { $set: { body: 'Milk' } }, { session })
        const found = await things.find({ $text: { $search: 'coffee' } }, { session }).toArray()
        expect(found.map((doc) => Number(doc['_id'])).sort()).toEqual([2, 6])
        expect((await ids('coffee')).sort()).toEqual([2, 3])
      }),
    )
    expect((await ids('coffee')).sort()).toEqual([2, 6])
  })

  it('are needed for $text', async () => {
    const plain = fixture.db.collection(`plain_${count}`)
    await plain.insertOne({ a: 'b' })
    expect((await failureOf(plain.find({ $text: { $search: 'b' } }).toArray())).code).toBe(27)
  })

  it('are listed as MongoDB lists them', async () => {
    const [, index] = await things.indexes()
    expect(index).toMatchObject({
      name: 'title_text_body_text',
      key: { _fts: 'text', _ftsx: 1 },
      weights: { title: 10, body: 1 },
      default_language: 'english',
      textIndexVersion: 3,
    })
    expect(await things.createIndex({ title: 'text', body: 'text' }, { weights: { title: 10 } })).toBe(
      'title_text_body_text',
    )
  })
})
