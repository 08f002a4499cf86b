import { date, decimal, double, long } from '../test-values.ts'

/** A pipeline, the documents it reads, its results, and other collections it may read. */
export type PipelineCase = [
  stages: object[],
  source: object[],
  results: object[],
  collections?: Record<string, object[]>,
]

const FOREIGN = {
  f: [{ _id: 1, k: 1 }, { _id: 2, k: [1, 2] }, { _id: 3 }, { _id: 4, k: null }, { _id: 5, k: 'x' }],
}
const TREE = {
  t: [
    { _id: 1, n: 'a', p: null },
    { _id: 2, n: 'b', p: 'a' },
    { _id: 3, n: 'c', p: 'b' },
    { _id: 4, n: 'd', p: ['b', 'a'] },
  ],
}
const SERIES = [
  { p: 'x', d: 3, v: 5 },
  { p: 'x', d: 1, v: 3 },
  { p: 'y', d: 1, v: 1 },
  { p: 'x', d: 2, v: 4 },
]

/** Pipelines by stage; run on the language alone and through the driver. Results without `_id` are compared without. */
export const PIPELINE_CASES: [name: string, cases: PipelineCase[]][] = [
  [
    '$match, $project, $addFields, $unset, $replaceWith',
    [
      [[{ $match: { a: { $gt: 1 } } }], [{ a: 1 }, { a: 2 }], [{ a: 2 }]],
      [[{ $project: { a: 1 } }], [{ _id: 1, a: 1, b: 2 }], [{ _id: 1, a: 1 }]],
      [
        [{ $project: { _id: 0, x: '$a', y: { z: '$b' } } }],
        [{ _id: 1, a: 1, b: 2 }],
        [{ x: 1, y: { z: 2 } }],
      ],
      [[{ $project: { a: '$$REMOVE', b: 1 } }], [{ _id: 1, a: 1, b: 2 }], [{ _id: 1, b: 2 }]],
      [[{ $addFields: { a: 5, c: { $add: ['$a', 1] } } }], [{ _id: 1, a: 1 }], [{ _id: 1, a: 5, c: 2 }]],
      [
        [{ $set: { 'a.b': 1 } }],
        [{ a: { c: 1 } }, { a: 5 }, { a: [{}, 1] }, {}],
        [{ a: { c: 1, b: 1 } }, { a: { b: 1 } }, { a: [{ b: 1 }, { b: 1 }] }, { a: { b: 1 } }],
      ],
      [[{ $set: { a: { b: 1 } } }], [{ a: { c: 1 } }], [{ a: { c: 1, b: 1 } }]],
      [[{ $set: { a: { $literal: { b: 1 } } } }], [{ a: { c: 1 } }], [{ a: { b: 1 } }]],
      [[{ $set: { a: '$$REMOVE' } }], [{ a: 1, b: 2 }], [{ b: 2 }]],
      [[{ $set: { a: '$nothing' } }], [{ a: 1, b: 2 }], [{ b: 2 }]],
      [[{ $unset: ['a', 'b.c'] }], [{ a: 1, b: { c: 1, d: 2 } }], [{ b: { d: 2 } }]],
      [[{ $unset: 'a' }], [{ a: 1, b: 1 }], [{ b: 1 }]],
      [[{ $replaceRoot: { newRoot: '$a' } }], [{ a: { b: 1 } }], [{ b: 1 }]],
      [[{ $replaceWith: { $mergeObjects: ['$a', { c: 2 }] } }], [{ a: { b: 1 } }], [{ b: 1, c: 2 }]],
    ],
  ],

  [
    '$limit, $skip, $sort, $count',
    [
      [[{ $limit: 1 }], [{ a: 1 }, { a: 2 }], [{ a: 1 }]],
      [[{ $skip: 1 }], [{ a: 1 }, { a: 2 }], [{ a: 2 }]],
      [
        [{ $sort: { a: -1, b: 1 } }],
        [
          { a: 1, b: 1 },
          { a: 2, b: 2 },
          { a: 2, b: 1 },
        ],
        [
          { a: 2, b: 1 },
          { a: 2, b: 2 },
          { a: 1, b: 1 },
        ],
      ],
      [
        [{ $sort: { a: 1 } }],
        [
          { a: 1, n: 1 },
          { a: 1, n: 2 },
          { a: 0, n: 3 },
        ],
        [
          { a: 0, n: 3 },
          { a: 1, n: 1 },
          { a: 1, n: 2 },
        ],
      ],
      [[{ $sort: { a: 1 } }, { $skip: 1 }, { $limit: 1 }], [{ a: 3 }, { a: 1 }, { a: 2 }], [{ a: 2 }]],
      [[{ $count: 'n' }], [{ a: 1 }, { a: 2 }], [{ n: 2 }]],
      [[{ $count: 'n' }], [], []],
    ],
  ],

  [
    '$group',
    [
      [
        [{ $group: { _id: '$k', n: { $sum: 1 }, t: { $sum: '$v' } } }],
        [
          { k: 'a', v: 1 },
          { k: 'b', v: 2 },
          { k: 'a', v: 1.5 },
        ],
        [
          { _id: 'a', n: 2, t: 2.5 },
          { _id: 'b', n: 1, t: 2 },
        ],
      ],
      [
        [{ $group: { _id: '$k', n: { $count: {} } } }],
        [{ k: 1 }, { k: double(1) }, { k: long(1) }, { k: decimal('1.0') }],
        [{ _id: 1, n: 4 }],
      ],
      [
        [{ $group: { _id: '$k', n: { $sum: 1 } } }],
        [{ k: null }, {}, { k: 0 }],
        [
          { _id: null, n: 2 },
          { _id: 0, n: 1 },
        ],
      ],
      [
        [{ $group: { _id: { a: '$a', b: '$b' } } }],
        [{ a: 1 }, { a: 1, b: null }, { a: 1 }],
        [{ _id: { a: 1 } }, { _id: { a: 1, b: null } }],
      ],
      [
        [
          {
            $group: {
              _id: null,
              p: { $push: '$v' },
              s: { $addToSet: '$v' },
              f: { $first: '$v' },
              l: { $last: '$v' },
            },
          },
        ],
        [{ v: 2 }, {}, { v: 2 }, { v: 1 }],
        [{ _id: null, p: [2, 2, 1], s: [2, 1], f: 2, l: 1 }],
      ],
      [
        [
          {
            $group: {
              _id: null,
              f: { $first: '$v' },
              m: { $min: '$v' },
              x: { $max: '$v' },
              a: { $avg: '$v' },
            },
          },
        ],
        [{}, { v: 3 }, { v: null }, { v: 'x' }, { v: 1 }],
        [{ _id: null, f: null, m: 1, x: 'x', a: double(2) }],
      ],
      [
        [{ $group: { _id: null, a: { $avg: '$v' }, s: { $sum: '$v' }, m: { $max: '$v' } } }],
        [{ v: 'x' }, {}],
        [{ _id: null, a: null, s: 0, m: 'x' }],
      ],
      [
        [{ $group: { _id: null, s: { $sum: '$v' } } }],
        [{ v: long(2n ** 63n - 1n) }, { v: long(2n ** 63n - 1n) }],
        [{ _id: null, s: double(2 ** 64) }],
      ],
      [
        [{ $group: { _id: null, s: { $sum: '$v' } } }],
        [{ v: 0.1 }, { v: 0.2 }, { v: 0.3 }],
        [{ _id: null, s: 0.6 }],
      ],
      [
        [{ $group: { _id: null, s: { $sum: '$v' }, a: { $avg: '$v' } } }],
        [{ v: decimal('0.1') }, { v: 1 }],
        [{ _id: null, s: decimal('1.1'), a: decimal('0.55') }],
      ],
      [
        [{ $group: { _id: null, d: { $stdDevPop: '$v' }, e: { $stdDevSamp: '$v' } } }],
        [{ v: 2 }, { v: 4 }],
        [{ _id: null, d: double(1), e: Math.SQRT2 }],
      ],
      [
        [{ $group: { _id: null, o: { $mergeObjects: '$v' } } }],
        [{ v: { a: 1 } }, {}, { v: { b: 2 } }],
        [{ _id: null, o: { a: 1, b: 2 } }],
      ],
      [
        [
          {
            $group: {
              _id: null,
              t: { $topN: { n: 2, sortBy: { s: -1 }, output: '$v' } },
              b: { $bottom: { sortBy: { s: -1 }, output: ['$v', '$s'] } },
            },
          },
        ],
        [
          { s: 1, v: 'a' },
          { s: 3, v: 'b' },
          { s: 2, v: 'c' },
        ],
        [{ _id: null, t: ['b', 'c'], b: ['a', 1] }],
      ],
      [
        [
          {
            $group: {
              _id: null,
              f: { $firstN: { input: '$v', n: 2 } },
              l: { $lastN: { input: '$v', n: 2 } },
              x: { $maxN: { input: '$v', n: 2 } },
              m: { $minN: { input: '$v', n: 2 } },
            },
          },
        ],
        [{ v: 2 }, {}, { v: 5 }, { v: 1 }],
        [{ _id: null, f: [2, null], l: [5, 1], x: [5, 2], m: [1, 2] }],
      ],
      [
        [{ $group: { _id: null, m: { $median: { input: '$v', method: 'approximate' } } } }],
        [{ v: 1 }, { v: 9 }, { v: 5 }],
        [{ _id: null, m: double(5) }],
      ],
      [[{ $group: { _id: null } }], [], []],
      [
        [{ $sortByCount: '$k' }],
        [{ k: 'a' }, { k: 'b' }, { k: 'b' }],
        [
          { _id: 'b', count: 2 },
          { _id: 'a', count: 1 },
        ],
      ],
    ],
  ],

  [
    '$bucket and $bucketAuto',
    [
      [
        [{ $bucket: { groupBy: '$v', boundaries: [0, 10, 20] } }],
        [{ v: 1 }, { v: 15 }, { v: 2 }],
        [
          { _id: 0, count: 2 },
          { _id: 10, count: 1 },
        ],
      ],
      [
        [
          {
            $bucket: {
              groupBy: '$v',
              boundaries: [0, 10],
              default: 'other',
              output: { n: { $sum: 1 }, l: { $push: '$v' } },
            },
          },
        ],
        [{ v: 5 }, { v: 10 }, {}],
        [
          { _id: 0, n: 1, l: [5] },
          { _id: 'other', n: 2, l: [10] },
        ],
      ],
      [
        [{ $bucketAuto: { groupBy: '$v', buckets: 2 } }],
        [{ v: 1 }, { v: 2 }, { v: 3 }, { v: 4 }],
        [
          { _id: { min: 1, max: 3 }, count: 2 },
          { _id: { min: 3, max: 4 }, count: 2 },
        ],
      ],
      [
        [{ $bucketAuto: { groupBy: '$v', buckets: 2 } }],
        [{ v: 1 }, { v: 1 }, { v: 1 }, { v: 2 }],
        [
          { _id: { min: 1, max: 2 }, count: 3 },
          { _id: { min: 2, max: 2 }, count: 1 },
        ],
      ],
    ],
  ],

  [
    '$unwind',
    [
      [
        [{ $unwind: '$a' }],
        [{ a: [1, 2], b: 1 }, { a: [] }, {}, { a: null }, { a: 5 }],
        [{ a: 1, b: 1 }, { a: 2, b: 1 }, { a: 5 }],
      ],
      [
        [{ $unwind: { path: '$a', preserveNullAndEmptyArrays: true } }],
        [{ a: [] }, {}, { a: null }],
        [{}, {}, { a: null }],
      ],
      [
        [{ $unwind: { path: '$a', includeArrayIndex: 'i', preserveNullAndEmptyArrays: true } }],
        [{ a: ['x'] }, { a: 5 }, { a: [] }],
        [{ a: 'x', i: long(0) }, { a: 5, i: null }, { i: null }],
      ],
      [
        [{ $unwind: '$a.b' }],
        [{ a: { b: [1, 2], c: 3 } }, { a: [{ b: [1] }] }],
        [{ a: { b: 1, c: 3 } }, { a: { b: 2, c: 3 } }],
      ],
    ],
  ],

  [
    '$lookup',
    [
      [
        [
          { $lookup: { from: 'f', localField: 'a', foreignField: 'k', as: 'j' } },
          { $project: { j: '$j._id' } },
        ],
        [{ a: 1 }, { a: [2, 'x'] }, {}, { a: null }, { a: [] }, { a: 9 }],
        [{ j: [1, 2] }, { j: [2, 5] }, { j: [3, 4] }, { j: [3, 4] }, { j: [3, 4] }, { j: [] }],
        FOREIGN,
      ],
      [
        [
          { $lookup: { from: 'f', localField: 'a.b', foreignField: 'k', as: 'j' } },
          { $project: { j: '$j._id' } },
        ],
        [{ a: [{ b: 2 }, { b: 'x' }] }],
        [{ j: [2, 5] }],
        FOREIGN,
      ],
      [
        [
          {
            $lookup: {
              from: 'f',
              let: { v: '$a' },
              pipeline: [{ $match: { $expr: { $eq: ['$k', '$$v'] } } }],
              as: 'j',
            },
          },
          { $project: { j: '$j._id' } },
        ],
        [{ a: 1 }, { a: 'x' }, {}],
        [{ j: [1] }, { j: [5] }, { j: [3] }],
        FOREIGN,
      ],
      [
        [
          {
            $lookup: {
              from: 'f',
              localField: 'a',
              foreignField: 'k',
              let: { w: 2 },
              pipeline: [{ $match: { $expr: { $gte: ['$_id', '$$w'] } } }, { $project: { _id: 1 } }],
              as: 'j',
            },
          },
        ],
        [{ a: 1 }],
        [{ a: 1, j: [{ _id: 2 }] }],
        FOREIGN,
      ],
      [
        [{ $lookup: { from: 'f', pipeline: [{ $count: 'n' }], as: 'j' } }],
        [{ a: 1 }, { a: 2 }],
        [
          { a: 1, j: [{ n: 5 }] },
          { a: 2, j: [{ n: 5 }] },
        ],
        FOREIGN,
      ],
      [
        [
          {
            $lookup: {
              from: 'f',
              let: { v: '$a' },
              pipeline: [
                { $limit: 1 },
                {
                  $lookup: {
                    from: 'f',
                    pipeline: [{ $match: { $expr: { $eq: ['$k', '$$v'] } } }, { $project: { _id: 1 } }],
                    as: 'in',
                  },
                },
                { $project: { in: 1 } },
              ],
              as: 'j',
            },
          },
        ],
        [{ a: 1 }, { a: 'x' }],
        [
          { a: 1, j: [{ _id: 1, in: [{ _id: 1 }] }] },
          { a: 'x', j: [{ _id: 1, in: [{ _id: 5 }] }] },
        ],
        FOREIGN,
      ],
      [
        [{ $lookup: { from: 'none', localField: 'a', foreignField: 'k', as: 'x.j' } }],
        [{ a: 1, x: { y: 1 } }],
        [{ a: 1, x: { y: 1, j: [] } }],
      ],
      [
        [{ $lookup: { pipeline: [{ $documents: [{ a: 1 }] }], as: 'j' } }],
        [{ b: 1 }],
        [{ b: 1, j: [{ a: 1 }] }],
      ],
    ],
  ],

  [
    '$graphLookup',
    [
      [
        [
          {
            $graphLookup: {
              from: 't',
              startWith: '$p',
              connectFromField: 'p',
              connectToField: 'n',
              as: 'up',
              depthField: 'd',
            },
          },
          { $project: { up: { $map: { input: '$up', in: ['$$this._id', '$$this.d'] } } } },
        ],
        [{ p: 'c' }],
        [
          {
            up: [
              [3, long(0)],
              [2, long(1)],
              [1, long(2)],
            ],
          },
        ],
        TREE,
      ],
      [
        [
          {
            $graphLookup: {
              from: 't',
              startWith: '$p',
              connectFromField: 'p',
              connectToField: 'n',
              as: 'up',
              maxDepth: 0,
            },
          },
          { $project: { up: '$up._id' } },
        ],
        [{ p: ['c', 'd'] }],
        [{ up: [3, 4] }],
        TREE,
      ],
      [
        [
          {
            $graphLookup: {
              from: 't',
              startWith: '$p',
              connectFromField: 'p',
              connectToField: 'n',
              as: 'up',
              restrictSearchWithMatch: { _id: { $gt: 1 } },
            },
          },
          { $project: { up: '$up._id' } },
        ],
        [{ p: 'c' }],
        [{ up: [3, 2] }],
        TREE,
      ],
    ],
  ],

  [
    '$facet, $unionWith, $redact, $documents',
    [
      [
        [{ $facet: { n: [{ $count: 'n' }], big: [{ $match: { a: { $gt: 1 } } }] } }],
        [{ a: 1 }, { a: 2 }],
        [{ n: [{ n: 2 }], big: [{ a: 2 }] }],
      ],
      [[{ $facet: { n: [{ $count: 'n' }] } }], [], [{ n: [] }]],
      [[{ $unionWith: 'f' }], [{ a: 1 }], [{ a: 1 }, { b: 1 }], { f: [{ b: 1 }] }],
      [
        [{ $unionWith: { coll: 'f', pipeline: [{ $match: { b: 2 } }] } }],
        [{ a: 1 }],
        [{ a: 1 }, { b: 2 }],
        { f: [{ b: 1 }, { b: 2 }] },
      ],
      [
        [{ $redact: { $cond: [{ $eq: ['$secret', true] }, '$$PRUNE', '$$DESCEND'] } }],
        [{ a: { secret: true }, b: [{ secret: true, c: 1 }, { c: 2 }], d: 1 }, { secret: true }],
        [{ b: [{ c: 2 }], d: 1 }],
      ],
      [
        [{ $redact: { $cond: ['$$ROOT.open', '$$KEEP', '$$PRUNE'] } }],
        [{ open: true, a: { x: 1 } }, { open: false }],
        [{ open: true, a: { x: 1 } }],
      ],
      [[{ $documents: [{ a: 1 }, { a: { $add: [1, 1] } }] }], [{ z: 1 }], [{ a: 1 }, { a: 2 }]],
    ],
  ],

  [
    '$setWindowFields',
    [
      [
        [
          {
            $setWindowFields: {
              partitionBy: '$p',
              sortBy: { d: 1 },
              output: { run: { $sum: '$v', window: { documents: ['unbounded', 'current'] } } },
            },
          },
        ],
        SERIES,
        [
          { p: 'x', d: 1, v: 3, run: 3 },
          { p: 'x', d: 2, v: 4, run: 7 },
          { p: 'x', d: 3, v: 5, run: 12 },
          { p: 'y', d: 1, v: 1, run: 1 },
        ],
      ],
      [
        [
          {
            $setWindowFields: {
              partitionBy: '$p',
              sortBy: { d: 1 },
              output: { m: { $avg: '$v', window: { documents: [-1, 1] } } },
            },
          },
          { $project: { m: 1 } },
        ],
        SERIES,
        [{ m: 3.5 }, { m: double(4) }, { m: 4.5 }, { m: double(1) }],
      ],
      [
        [{ $setWindowFields: { partitionBy: '$p', output: { 't.n': { $sum: 1 } } } }, { $project: { t: 1 } }],
        SERIES,
        [{ t: { n: 3 } }, { t: { n: 3 } }, { t: { n: 3 } }, { t: { n: 1 } }],
      ],
      [
        [
          {
            $setWindowFields: {
              sortBy: { v: -1 },
              output: { r: { $rank: {} }, e: { $denseRank: {} }, n: { $documentNumber: {} } },
            },
          },
        ],
        [{ v: 1 }, { v: 2 }, { v: 2 }],
        [
          { v: 2, r: 1, e: 1, n: 1 },
          { v: 2, r: 1, e: 1, n: 2 },
          { v: 1, r: 3, e: 2, n: 3 },
        ],
      ],
      [
        [
          {
            $setWindowFields: {
              sortBy: { d: 1 },
              output: {
                before: { $shift: { output: '$d', by: -1, default: 'none' } },
                after: { $shift: { output: '$d', by: 1 } },
              },
            },
          },
        ],
        [{ d: 1 }, { d: 2 }],
        [
          { d: 1, after: 2, before: 'none' },
          { d: 2, after: null, before: 1 },
        ].map(({ d, before, after }) => ({ d, before, after })),
      ],
      [
        [
          {
            $setWindowFields: {
              sortBy: { d: 1 },
              output: { s: { $sum: '$v', window: { range: [-1, 'current'] } } },
            },
          },
        ],
        [
          { d: 1, v: 1 },
          { d: 1.5, v: 10 },
          { d: 3, v: 100 },
        ],
        [
          { d: 1, v: 1, s: 1 },
          { d: 1.5, v: 10, s: 11 },
          { d: 3, v: 100, s: 100 },
        ],
      ],
      [
        [
          {
            $setWindowFields: {
              sortBy: { d: 1 },
              output: { n: { $count: {}, window: { range: [-1, 0], unit: 'day' } } },
            },
          },
          { $project: { n: 1 } },
        ],
        [{ d: date('2024-01-01') }, { d: date('2024-01-02') }, { d: date('2024-01-04') }],
        [{ n: 1 }, { n: 2 }, { n: 1 }],
      ],
      [
        [
          {
            $setWindowFields: {
              sortBy: { d: 1 },
              output: { s: { $derivative: { input: '$v', unit: 'hour' }, window: { documents: [-1, 0] } } },
            },
          },
          { $project: { s: 1 } },
        ],
        [
          { d: date('2024-01-01T00:00:00Z'), v: 0 },
          { d: date('2024-01-01T02:00:00Z'), v: 10 },
        ],
        [{ s: null }, { s: double(5) }],
      ],
      [
        [
          {
            $setWindowFields: {
              sortBy: { d: 1 },
              output: { s: { $integral: { input: '$v' }, window: { documents: ['unbounded', 'current'] } } },
            },
          },
          { $project: { s: 1 } },
        ],
        [
          { d: 0, v: 0 },
          { d: 2, v: 2 },
        ],
        [{ s: double(0) }, { s: double(2) }],
      ],
      [
        [
          { $setWindowFields: { sortBy: { d: 1 }, output: { s: { $expMovingAvg: { input: '$v', N: 3 } } } } },
          { $project: { s: 1 } },
        ],
        [
          { d: 1, v: 2 },
          { d: 2, v: null },
          { d: 3, v: 4 },
        ],
        [{ s: double(2) }, { s: double(2) }, { s: double(3) }],
      ],
      [
        [{ $setWindowFields: { sortBy: { d: 1 }, output: { v: { $locf: '$v' } } } }],
        [{ d: 1 }, { d: 2, v: 5 }, { d: 3 }],
        [
          { d: 1, v: null },
          { d: 2, v: 5 },
          { d: 3, v: 5 },
        ],
      ],
      [
        [{ $setWindowFields: { sortBy: { d: 1 }, output: { v: { $linearFill: '$v' } } } }],
        [
          { d: 1, v: 1 },
          { d: 2, v: null },
          { d: 4, v: 4 },
          { d: 5, v: null },
        ],
        [
          { d: 1, v: 1 },
          { d: 2, v: double(2) },
          { d: 4, v: 4 },
          { d: 5, v: null },
        ],
      ],
      [
        [
          {
            $setWindowFields: {
              sortBy: { d: 1 },
              output: { l: { $push: '$d', window: { documents: ['unbounded', 'current'] } } },
            },
          },
          { $project: { l: 1 } },
        ],
        [{ d: 1 }, { d: 2 }],
        [{ l: [1] }, { l: [1, 2] }],
      ],
      [
        [
          { $setWindowFields: { sortBy: { d: 1 }, output: { c: { $covariancePop: ['$d', '$v'] } } } },
          { $project: { c: 1 } },
        ],
        [
          { d: 1, v: 2 },
          { d: 3, v: 6 },
        ],
        [{ c: double(2) }, { c: double(2) }],
      ],
    ],
  ],

  [
    '$fill and $densify',
    [
      [
        [{ $fill: { sortBy: { d: 1 }, output: { v: { method: 'locf' }, w: { value: 0 } } } }],
        [{ d: 2 }, { d: 1, v: 5, w: 1 }],
        [
          { d: 1, v: 5, w: 1 },
          { d: 2, v: 5, w: 0 },
        ],
      ],
      [
        [{ $fill: { partitionByFields: ['p'], sortBy: { d: 1 }, output: { v: { method: 'linear' } } } }],
        [
          { p: 1, d: 1, v: 0 },
          { p: 1, d: 2, v: null },
          { p: 1, d: 3, v: 2 },
          { p: 2, d: 1, v: null },
        ],
        [
          { p: 1, d: 1, v: 0 },
          { p: 1, d: 2, v: double(1) },
          { p: 1, d: 3, v: 2 },
          { p: 2, d: 1, v: null },
        ],
      ],
      [
        [{ $densify: { field: 'd', range: { step: 1, bounds: 'full' } } }],
        [{ d: 1, x: 1 }, { d: 4, x: 2 }, { x: 3 }],
        [{ x: 3 }, { d: 1, x: 1 }, { d: 2 }, { d: 3 }, { d: 4, x: 2 }],
      ],
      [
        [{ $densify: { field: 'd', partitionByFields: ['p'], range: { step: 1, bounds: 'partition' } } }],
        [
          { d: 1, p: 'a' },
          { d: 3, p: 'a' },
          { d: 5, p: 'b' },
        ],
        [
          { d: 1, p: 'a' },
          { p: 'a', d: 2 },
          { d: 3, p: 'a' },
          { d: 5, p: 'b' },
        ],
      ],
      [
        [{ $densify: { field: 'd', partitionByFields: ['p'], range: { step: 2, bounds: 'full' } } }],
        [
          { d: 1, p: 'a' },
          { d: 3, p: 'b' },
        ],
        [
          { d: 1, p: 'a' },
          { p: 'a', d: 3 },
          { p: 'b', d: 1 },
          { d: 3, p: 'b' },
        ],
      ],
      [
        [
          {
            $densify: {
              field: 'd',
              range: { step: 1, unit: 'day', bounds: [date('2024-01-01'), date('2024-01-04')] },
            },
          },
        ],
        [{ d: date('2024-01-02'), x: 1 }],
        [{ d: date('2024-01-01') }, { d: date('2024-01-02'), x: 1 }, { d: date('2024-01-03') }],
      ],
    ],
  ],
]

/** Pipelines that fail, the code name of the error, and the documents they read. */
export const PIPELINE_ERRORS: [stages: object[], codeName: string, source?: object[]][] = [
  [[{ $foo: 1 }], 'Location40324'],
  [[{ $match: {}, $limit: 1 }], 'Location40323'],
  [[{ $match: 1 }], 'Location15959'],
  [[{ $match: { $where: '1' } }], 'CommandNotSupported'],
  [[{ $project: {} }], 'Location51272'],
  [[{ $project: { a: 1, b: 0 } }], 'Location31254'],
  [[{ $addFields: 1 }], 'Location40272'],
  [[{ $set: { a: {} } }], 'Location51270'],
  [[{ $project: { 'a.$': 1 } }], 'Location31324'],
  [[{ $project: { 'a.$.b': 1 } }], 'Location31394'],
  [[{ $limit: 0 }], 'Location15958'],
  [[{ $limit: -1 }], 'Location5107201'],
  [[{ $skip: 'x' }], 'Location5107200'],
  [[{ $sort: {} }], 'Location15976'],
  [[{ $sort: { a: 2 } }], 'Location15975'],
  [[{ $group: { n: { $sum: 1 } } }], 'Location15955'],
  [[{ $group: { _id: 1, n: 1 } }], 'Location40234'],
  [[{ $group: { _id: 1, 'a.b': { $sum: 1 } } }], 'Location40235'],
  [[{ $group: { _id: 1, n: { $foo: 1 } } }], 'Location15952'],
  [[{ $group: { _id: 1, n: { $sum: 1, $avg: 1 } } }], 'Location40238'],
  [[{ $group: { _id: 1, n: { $sum: [1, 2] } } }], 'Location40237'],
  [[{ $group: { _id: 1, n: { $count: 1 } } }], 'TypeMismatch'],
  [[{ $group: { _id: 1, n: { $accumulator: {} } } }], 'CommandNotSupported'],
  [[{ $unwind: 'a' }], 'Location28818'],
  [[{ $unwind: { path: '$a', foo: 1 } }], 'Location28811'],
  [[{ $unwind: {} }], 'Location28812'],
  [[{ $lookup: { from: 'f', as: 'j' } }], 'FailedToParse'],
  [[{ $lookup: { from: 'f', localField: 'a', as: 'j' } }], 'FailedToParse'],
  [[{ $lookup: { from: 'f', localField: 'a', foreignField: 'k' } }], 'FailedToParse'],
  [[{ $lookup: { from: 'f', pipeline: [{ $out: 'x' }], as: 'j' } }], 'Location51047'],
  [[{ $graphLookup: { from: 'f' } }], 'Location40105'],
  [[{ $facet: { a: [{ $facet: { b: [] } }] } }], 'Location40600'],
  [[{ $facet: { a: [{ $out: 'x' }] } }], 'Location40600'],
  [[{ $facet: {} }], 'Location40169'],
  [[{ $out: 'x' }, { $match: {} }], 'Location40601'],
  [[{ $match: {} }, { $documents: [] }], 'Location40602'],
  [[{ $out: 'x' }], 'CommandNotSupported'],
  [[{ $count: '' }], 'Location40157'],
  [[{ $count: '$a' }], 'Location40158'],
  [[{ $sample: { size: 0 } }], 'Location28747'],
  [[{ $replaceRoot: { newRoot: '$a' } }], 'Location40228', [{ a: 1 }]],
  [[{ $replaceWith: '$a' }], 'Location40228', [{}]],
  [[{ $bucket: { groupBy: '$v', boundaries: [0, 10] } }], 'Location40066', [{ v: 10 }]],
  [[{ $bucket: { groupBy: '$v', boundaries: [10, 0] } }], 'Location40194'],
  [[{ $bucket: { groupBy: '$v', boundaries: [0, 'x'] } }], 'Location40193'],
  [[{ $bucket: { groupBy: '$v', boundaries: [0] } }], 'Location40192'],
  [[{ $bucket: { groupBy: '$v', boundaries: [0, 10], default: 5 } }], 'Location40199'],
  [[{ $bucketAuto: { groupBy: '$v', buckets: 0 } }], 'Location40243'],
  [[{ $bucketAuto: { groupBy: '$v', buckets: 2, granularity: 'R5' } }], 'CommandNotSupported'],
  [[{ $setWindowFields: { output: { a: { $foo: 1 } } } }], 'FailedToParse'],
  [[{ $setWindowFields: { output: { a: { $rank: {} } } } }], 'Location5371602'],
  [[{ $setWindowFields: { output: { a: { $sum: 1, window: { documents: [0, 1] } } } } }], 'Location5339901'],
  [
    [{ $setWindowFields: { sortBy: { a: 1 }, output: { a: { $sum: 1, window: { documents: [1, 0] } } } } }],
    'Location5339900',
  ],
  [
    [{ $setWindowFields: { sortBy: { d: 1 }, output: { a: { $sum: 1, window: { range: [-1, 0] } } } } }],
    'Location5429414',
    [{ d: 'x' }],
  ],
  [[{ $fill: { output: {} } }], 'Location6050203'],
  [[{ $fill: { output: { a: { method: 'locf' } } } }], 'Location6050205'],
  [[{ $densify: { field: 'd', range: { step: 0, bounds: 'full' } } }], 'Location5733401'],
  [[{ $densify: { field: 'd', range: { step: 1, bounds: 'full' } } }], 'Location5733201', [{ d: 'x' }]],
  [[{ $redact: 'x' }], 'Location17053', [{}]],
  [[{ $geoNear: {} }], 'CommandNotSupported'],
  [[{ $search: {} }], 'CommandNotSupported'],
  [[{ $unionWith: { pipeline: [] } }], 'FailedToParse'],
]
