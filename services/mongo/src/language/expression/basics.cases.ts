import { Binary, BSONRegExp } from 'bson'
import { decimal, double, id, long, timestamp } from '../test-values.ts'
import { type ExpressionCases, type ExpressionErrors, NOTHING, NOW } from './expression-case.ts'

/** Objects with a field named `then`, which a literal would make look like a promise. */
const entries = (fields: [string, unknown][]) => Object.fromEntries(fields)
const branch = (when: unknown, then: unknown) =>
  entries([
    ['case', when],
    ['then', then],
  ])
const cond = (test: unknown, then: unknown, otherwise: unknown) =>
  entries([
    ['if', test],
    ['then', then],
    ['else', otherwise],
  ])

export const BASICS: ExpressionCases[] = [
  [
    'field paths and variables',
    [
      ['$a', 1, { a: 1 }],
      ['$a', NOTHING, {}],
      ['$a.b', 2, { a: { b: 2 } }],
      ['$a.b', NOTHING, { a: 1 }],
      ['$a.b', [1, 2], { a: [{ b: 1 }, { c: 1 }, 5, { b: 2 }, [{ b: 3 }]] }],
      ['$a.0', [], { a: [1, 2] }],
      ['$a.b.c', [[1], 2], { a: [{ b: [{ c: 1 }] }, { b: { c: 2 } }] }],
      ['$$ROOT', { a: 1 }, { a: 1 }],
      ['$$ROOT.a', 1, { a: 1 }],
      ['$$CURRENT.a', 1, { a: 1 }],
      ['$$REMOVE', NOTHING],
      ['$$NOW', NOW],
      ['text', 'text'],
      [{ $literal: '$a' }, '$a', { a: 1 }],
      [['$a', '$b'], [1, null], { a: 1 }],
      [{ x: '$a', y: '$b' }, { x: 1 }, { a: 1 }],
      [{ x: { y: '$b' } }, { x: {} }, { a: 1 }],
      ['$constructor', NOTHING],
      ['$__proto__', NOTHING],
    ],
  ],
  [
    'comparison',
    [
      [{ $cmp: [1, 2] }, -1],
      [{ $cmp: ['a', 1] }, 1],
      [{ $eq: [1, double(1)] }, true],
      [{ $eq: ['$a', null] }, false],
      [{ $lt: ['$a', null] }, true],
      [{ $eq: [null, null] }, true],
      [{ $gt: [{ a: 1 }, 5] }, true],
      [{ $gt: [long(2n ** 53n + 1n), double(2 ** 53)] }, true],
      [
        {
          $lte: [
            [1, 2],
            [1, 3],
          ],
        },
        true,
      ],
      [{ $ne: ['$a', '$b'] }, false],
    ],
  ],
  [
    'logic',
    [
      [{ $and: [] }, true],
      [{ $and: [1, 'x', []] }, true],
      [{ $and: [1, 0] }, false],
      [{ $or: [] }, false],
      [{ $or: [0, null, double(0)] }, false],
      [{ $or: [false, double(Number.NaN)] }, true],
      [{ $not: [0] }, true],
      [{ $not: '$a' }, true],
      [{ $not: ['x'] }, false],
      [{ $and: [false, { $divide: [1, '$zero'] }] }, false, { zero: 0 }],
    ],
  ],
  [
    'conditions',
    [
      [{ $cond: [true, 1, 2] }, 1],
      [{ $cond: cond('$a', 1, 2) }, 2],
      [{ $cond: ['$a', 1, '$nothing'] }, NOTHING],
      [{ $ifNull: ['$a', 5] }, 5],
      [{ $ifNull: [null, '$a', 7] }, 7],
      [{ $ifNull: [0, 5] }, 0],
      [{ $ifNull: ['$a', '$b'] }, NOTHING],
      [
        {
          $switch: {
            branches: [branch(false, 1), branch(1, 2)],
          },
        },
        2,
      ],
      [{ $switch: { branches: [branch(false, 1)], default: 3 } }, 3],
    ],
  ],
  [
    '$let, $map, $filter, $reduce',
    [
      [{ $let: { vars: { x: 1, y: '$a' }, in: { $add: ['$$x', '$$y'] } } }, 3, { a: 2 }],
      [{ $let: { vars: { x: 1 }, in: { $let: { vars: { x: 2, y: '$$x' }, in: ['$$x', '$$y'] } } } }, [2, 1]],
      [{ $let: { vars: { CURRENT: '$a' }, in: '$b' } }, 5, { a: { b: 5 } }],
      [{ $map: { input: [1, 2], in: { $multiply: ['$$this', 2] } } }, [2, 4]],
      [{ $map: { input: '$a', as: 'e', in: '$$e.x' } }, [1, null], { a: [{ x: 1 }, {}] }],
      [{ $map: { input: null, in: 1 } }, null],
      [
        {
          $map: {
            input: [[1, 2], [3]],
            as: 'o',
            in: { $map: { input: '$$o', as: 'i', in: { $add: ['$$i', { $size: '$$o' }] } } },
          },
        },
        [[3, 4], [4]],
      ],
      [{ $filter: { input: [1, 2, 3], cond: { $gt: ['$$this', 1] } } }, [2, 3]],
      [{ $filter: { input: [1, 2, 3], as: 'n', cond: { $gt: ['$$n', 1] }, limit: 1 } }, [2]],
      [{ $filter: { input: '$a', cond: true } }, null],
      [{ $reduce: { input: ['a', 'b'], initialValue: '', in: { $concat: ['$$value', '$$this'] } } }, 'ab'],
      [{ $reduce: { input: [], initialValue: 5, in: 1 } }, 5],
      [{ $reduce: { input: null, initialValue: 5, in: 1 } }, null],
    ],
  ],
  [
    'objects',
    [
      [{ $mergeObjects: [{ a: 1, b: 1 }, null, { b: 2 }, '$nothing'] }, { a: 1, b: 2 }],
      [{ $getField: 'a.b' }, 1, { 'a.b': 1 }],
      [{ $getField: { field: 'b', input: '$a' } }, 2, { a: { b: 2 } }],
      [{ $getField: { field: 'b', input: '$nothing' } }, NOTHING],
      [{ $setField: { field: 'b', input: '$$ROOT', value: 3 } }, { a: 1, b: 3 }, { a: 1 }],
      [{ $setField: { field: 'a', input: '$$ROOT', value: '$$REMOVE' } }, { b: 2 }, { a: 1, b: 2 }],
      [{ $unsetField: { field: 'a', input: '$$ROOT' } }, { b: 2 }, { a: 1, b: 2 }],
      [{ $setField: { field: { $literal: '$x' }, input: {}, value: 1 } }, { $x: 1 }],
      [{ $bsonSize: '$a' }, 12, { a: { b: 1 } }],
      [{ $binarySize: 'é' }, 2],
      [{ $binarySize: new Binary(Buffer.from('abc')) }, 3],
      [{ $tsSecond: timestamp(5, 7) }, long(5)],
      [{ $tsIncrement: timestamp(5, 7) }, long(7)],
    ],
  ],
  [
    'sets',
    [
      [
        {
          $setUnion: [
            [3, 1],
            [2, 1],
          ],
        },
        [1, 2, 3],
      ],
      [{ $setUnion: [[1], null] }, null],
      [
        {
          $setIntersection: [
            [1, 2, 2],
            [2, 3],
          ],
        },
        [2],
      ],
      [{ $setDifference: [[3, 1, 1, 2], [2]] }, [3, 1]],
      [
        {
          $setEquals: [
            [1, 2, 2],
            [2, 1],
          ],
        },
        true,
      ],
      [{ $setIsSubset: [[1], [1, 2]] }, true],
      [
        {
          $setIsSubset: [
            [1, 3],
            [1, 2],
          ],
        },
        false,
      ],
      [{ $allElementsTrue: [[1, true, 'x']] }, true],
      [{ $allElementsTrue: [[]] }, true],
      [{ $anyElementTrue: [[0, null, 1]] }, true],
      [{ $anyElementTrue: [[]] }, false],
    ],
  ],
  [
    'accumulators as expressions',
    [
      [{ $sum: [1, 2, 'x', 3.5] }, 6.5],
      [{ $sum: '$a' }, 3, { a: [1, 2, 'x'] }],
      [{ $sum: '$a' }, 0, { a: 'x' }],
      [{ $sum: ['$a', 1] }, 1, { a: [1, 2] }],
      [{ $sum: [0.1, 0.2, 0.3] }, 0.6],
      [{ $avg: '$a' }, 1.5, { a: [1, 2] }],
      [{ $avg: '$a' }, null, { a: [] }],
      [{ $avg: [decimal('1'), 2] }, decimal('1.5')],
      [{ $min: '$a' }, 1, { a: [3, 1, null] }],
      [{ $max: ['$a', 5] }, [3, 1], { a: [3, 1] }],
      [{ $max: [] }, null],
      [{ $stdDevPop: [1, 3] }, double(1)],
      [{ $stdDevSamp: [1] }, null],
      [{ $median: { input: '$a', method: 'approximate' } }, double(2), { a: [3, 1, 2] }],
      [
        { $percentile: { input: '$a', p: [0.5, 1], method: 'approximate' } },
        [double(2), double(4)],
        { a: [1, 2, 3, 4] },
      ],
    ],
  ],
  [
    'types',
    [
      [{ $type: '$a' }, 'missing'],
      [{ $type: 1 }, 'int'],
      [{ $type: 1.5 }, 'double'],
      [{ $type: long(1) }, 'long'],
      [{ $type: id(1) }, 'objectId'],
      [{ $type: [[]] }, 'array'],
      [{ $type: { $literal: { a: 1 } } }, 'object'],
      [{ $type: new BSONRegExp('x') }, 'regex'],
      [{ $isNumber: decimal('1') }, true],
      [{ $isNumber: 'x' }, false],
      [{ $isArray: [[1]] }, true],
      [{ $isArray: '$a' }, false],
    ],
  ],
]

export const BASICS_ERRORS: ExpressionErrors = [
  ['$', 'Location16872'],
  ['$a.', 'Location40353'],
  ['$a..b', 'Location15998'],
  ['$a.$b', 'Location16410'],
  ['$$unknown', 'Location17276'],
  ['$$', 'FailedToParse'],
  ['$$CLUSTER_TIME', 'Location51144'],
  [{ $foo: 1 }, 'InvalidPipelineOperator'],
  [{ $add: [1], $subtract: [1] }, 'Location15983'],
  [{ 'a.b': 1 }, 'Location16412'],
  [{ a: 1, $b: 1 }, 'Location16410'],
  [{ $cond: [1, 2] }, 'Location16020'],
  [
    {
      $cond: entries([
        ['if', 1],
        ['then', 2],
      ]),
    },
    'Location17082',
  ],
  [{ $cond: { ...cond(1, 2, 3), other: 4 } }, 'Location17083'],
  [{ $ifNull: [1] }, 'Location1257300'],
  [{ $switch: { branches: [] } }, 'Location40068'],
  [{ $switch: { branches: [branch(false, 1)] } }, 'Location40066'],
  [{ $switch: 1 }, 'Location40060'],
  [{ $let: { vars: { X: 1 }, in: 1 } }, 'FailedToParse'],
  [{ $let: { vars: {} } }, 'Location16877'],
  [{ $map: { input: 1, in: 1 } }, 'Location16883'],
  [{ $map: { input: [] } }, 'Location16880'],
  [{ $filter: { input: 1, cond: true } }, 'Location28651'],
  [{ $filter: { input: [], cond: true, limit: 0 } }, 'Location327392'],
  [{ $reduce: { input: 1, initialValue: 0, in: 1 } }, 'Location40080'],
  [{ $mergeObjects: [1] }, 'Location40400'],
  [{ $setUnion: [1] }, 'Location17043'],
  [{ $setEquals: [[1]] }, 'Location17045'],
  [{ $allElementsTrue: [1] }, 'Location17040'],
  [{ $getField: { field: 1, input: {} } }, 'Location3041704'],
  [{ $setField: { field: '$a', input: {}, value: 1 } }, 'Location4161106'],
  [{ $function: { body: 'x', args: [], lang: 'js' } }, 'CommandNotSupported'],
  [{ $toHashedIndexKey: 1 }, 'CommandNotSupported'],
  [{ $meta: 'indexKey' }, 'CommandNotSupported'],
]
