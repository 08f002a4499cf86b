import { describe, expect, test } from 'vitest'
import { codeOf, date, doc, id, int } from '../test-values.ts'
import type { Document } from '../values/types.ts'
import { runPipeline } from './compile.ts'
import { PIPELINE_CASES, PIPELINE_ERRORS } from './pipeline.cases.ts'
import type { PipelineResolver, WriteRequest } from './stage.ts'

const NOW = date('2024-05-06T07:08:09.010Z')
const documents = (list: object[]) => list.map((each) => doc(each as Document))

function run(
  stages: object[],
  source: object[],
  collections: Record<string, object[]> = {},
  options: Parameters<typeof runPipeline>[3] = {},
): Document[] {
  const resolver: PipelineResolver = { collection: (name) => documents(collections[name] ?? []), now: NOW }
  return [...runPipeline(documents(stages), documents(source), resolver, options)]
}

describe.each(PIPELINE_CASES)('%s', (_name, cases) => {
  test.each(cases)('%j of %j', (stages, source, results, collections = {}) => {
    const actual = run(stages, source, collections)
    expect(actual).toStrictEqual(documents(results))
    expect(actual.map((each) => Object.keys(each))).toStrictEqual(results.map((each) => Object.keys(each)))
  })
})

describe('running', () => {
  test('documents are read only as far as they are needed', () => {
    let read = 0
    function* source() {
      for (;;) yield { n: int(read++) }
    }
    const resolver: PipelineResolver = { collection: () => [], now: NOW }
    const stages = documents([{ $match: { n: { $gt: 1 } } }, { $project: { n: 1 } }, { $limit: 3 }])
    expect([...runPipeline(stages, source(), resolver)]).toHaveLength(3)
    expect(read).toBeLessThanOrEqual(6)
  })

  test('errors of the stages come before any document is read', () => {
    const source = {
      [Symbol.iterator]: () => {
        throw new Error('read')
      },
    }
    const resolver: PipelineResolver = { collection: () => [], now: NOW }
    expect(codeOf(() => runPipeline([{ $foo: 1 }], source as never, resolver))).toBe('Location40324')
  })

  test('a $lookup can go through an index', () => {
    const asked: unknown[] = []
    const resolver: PipelineResolver = {
      collection: () => [],
      indexed: (name, field) => (values) => {
        asked.push([name, field, values])
        return documents([
          { _id: 1, k: 1 },
          { _id: 2, k: 2 },
        ])
      },
      now: NOW,
    }
    const stages = documents([{ $lookup: { from: 'f', localField: 'a', foreignField: 'k', as: 'j' } }])
    expect([...runPipeline(stages, documents([{ a: 1 }]), resolver)]).toStrictEqual(
      documents([{ a: 1, j: [{ _id: 1, k: 1 }] }]),
    )
    expect(asked).toStrictEqual([['f', 'k', [int(1)]]])
  })

  test('collation decides what is equal in groups, joins and matches', () => {
    const options = { collation: { locale: 'en', strength: int(2) } }
    expect(
      run([{ $group: { _id: '$k', n: { $sum: 1 } } }], [{ k: 'a' }, { k: 'A' }], {}, options),
    ).toStrictEqual(documents([{ _id: 'a', n: 2 }]))
    const joined = run(
      [{ $lookup: { from: 'f', localField: 'k', foreignField: 'k', as: 'j' } }],
      [{ k: 'A' }],
      { f: [{ k: 'a' }] },
      options,
    )
    expect(joined).toStrictEqual(documents([{ k: 'A', j: [{ k: 'a' }] }]))
  })

  test('let gives variables', () => {
    expect(
      run([{ $match: { $expr: { $eq: ['$a', '$$v'] } } }], [{ a: 1 }, { a: 2 }], {}, { let: { v: int(2) } }),
    ).toStrictEqual(documents([{ a: 2 }]))
  })

  test('$sample takes documents once each', () => {
    const sample = run([{ $sample: { size: 3 } }], [{ a: 1 }, { a: 2 }, { a: 3 }, { a: 4 }])
    expect(new Set(sample.map((each) => Number(each['a']))).size).toBe(3)
  })

  test.each<[object, Partial<WriteRequest>]>([
    [{ $out: 'other' }, { merge: undefined, database: undefined, collection: 'other' }],
    [{ $out: { db: 'd', coll: 'other' } }, { merge: undefined, database: 'd', collection: 'other' }],
    [{ $merge: 'other' }, { collection: 'other' }],
    [
      { $merge: { into: { db: 'd', coll: 'other' }, on: '_id', whenMatched: 'replace' } },
      { database: 'd', collection: 'other' },
    ],
  ])('%j asks the storage to write', (stage, request) => {
    const requests: WriteRequest[] = []
    const resolver: PipelineResolver = {
      collection: () => [],
      now: NOW,
      write: (each) => requests.push(each),
    }
    expect([...runPipeline([doc(stage as Document)], documents([{ a: 1 }]), resolver)]).toStrictEqual(
      documents([{ a: 1 }]),
    )
    expect(requests).toMatchObject([request])
  })
})

describe('errors', () => {
  test.each(PIPELINE_ERRORS)('%j: %s', (stages, code, source = []) => {
    expect(codeOf(() => run(stages, source))).toBe(code)
  })
})

test('ids of any type group by value', () => {
  const results = run(
    [{ $group: { _id: '$k', n: { $sum: 1 } } }],
    [{ k: id(1) }, { k: id(1) }, { k: [1, 2] }, { k: [1, 2] }],
  )
  expect(results.map((each) => Number(each['n']))).toStrictEqual([2, 2])
})
