import { Binary, BSONRegExp, BSONSymbol, MaxKey, MinKey } from 'bson'
import { date, decimal, double, id, long, timestamp } from '../test-values.ts'

/** A filter, documents that match it, and documents that do not. Plain numbers are ints or doubles. */
export type FilterCase = [filter: object, matching: object[], others: object[]]

/** Filters by what they are about; run on the language alone and through the driver. */
export const FILTER_CASES: [name: string, cases: FilterCase[]][] = [
  [
    'equality',
    [
      [{}, [{}, { a: 1 }], []],
      [
        { a: 1 },
        [{ a: 1 }, { a: 1.0 }, { a: [1, 2] }, { a: long(1) }, { a: decimal('1.0') }],
        [{}, { a: '1' }, { a: [[1]] }, { a: true }],
      ],
      [{ a: { $eq: [1, 2] } }, [{ a: [1, 2] }, { a: [[1, 2]] }], [{ a: [2, 1] }, { a: [1, 2, 3] }]],
      [{ a: [] }, [{ a: [] }, { a: [[]] }], [{}, { a: null }, { a: [1] }]],
      [
        { a: { b: 1, c: 2 } },
        [{ a: { b: 1, c: 2 } }, { a: [{ b: 1, c: 2 }] }],
        [{ a: { c: 2, b: 1 } }, { a: { b: 1 } }],
      ],
      [{ a: {} }, [{ a: {} }], [{}, { a: { b: 1 } }]],
      [{ a: true }, [{ a: true }], [{ a: 1 }, { a: 'true' }]],
      [{ a: 'x' }, [{ a: 'x' }, { a: new BSONSymbol('x') }, { a: ['y', 'x'] }], [{ a: 'X' }, {}]],
      [{ a: { $ref: 'c', $id: 1 } }, [{ a: { $ref: 'c', $id: 1 } }], [{ a: { $ref: 'c', $id: 2 } }]],
      [
        { a: long(2n ** 53n + 1n) },
        [{ a: long(2n ** 53n + 1n) }],
        [{ a: long(2n ** 53n) }, { a: double(2 ** 53) }],
      ],
      [{ a: double(Number.NaN) }, [{ a: double(Number.NaN) }, { a: decimal('NaN') }], [{ a: 1 }, {}]],
    ],
  ],

  [
    'null and missing',
    [
      [{ a: null }, [{ a: null }, {}, { a: [1, null] }], [{ a: 0 }, { a: [] }, { a: [1] }, { a: {} }]],
      [
        { 'a.b': null },
        [{}, { a: 1 }, { a: {} }, { a: { b: null } }, { a: [{ c: 1 }] }, { a: [{ b: null }, { b: 1 }] }],
        [{ a: [] }, { a: [1, 2] }, { a: { b: 1 } }, { a: [{ b: 1 }] }],
      ],
      [{ a: { $ne: null } }, [{ a: 1 }, { a: [] }, { a: [1] }], [{}, { a: null }, { a: [null] }]],
      [{ a: { $exists: true } }, [{ a: null }, { a: [] }, { a: 1 }], [{}, { b: 1 }]],
      [{ a: { $exists: false } }, [{}, { b: 1 }], [{ a: null }]],
      [
        { 'a.b': { $exists: false } },
        [{ a: [] }, { a: [1] }, { a: 1 }, {}],
        [{ a: { b: null } }, { a: [{ b: 1 }] }],
      ],
      [{ a: { $gte: null } }, [{ a: null }, {}], [{ a: 0 }, { a: 'x' }]],
      [{ a: { $gt: null } }, [], [{ a: null }, {}, { a: 1 }]],
      [{ a: { $in: [null, 3] } }, [{}, { a: null }, { a: 3 }], [{ a: 1 }]],
      [{ a: { $nin: [null] } }, [{ a: 1 }], [{}, { a: null }]],
    ],
  ],

  [
    'comparison stays within a type',
    [
      [
        { a: { $gt: 5 } },
        [{ a: 6 }, { a: 5.5 }, { a: long(6) }, { a: decimal('5.1') }, { a: [1, 9] }],
        [{ a: 5 }, { a: '6' }, { a: null }, {}, { a: date('2024-01-01') }, { a: { b: 9 } }],
      ],
      [{ a: { $lt: 'b' } }, [{ a: 'a' }, { a: '' }], [{ a: 'b' }, { a: 1 }, { a: null }]],
      [{ a: { $gte: 5, $lte: 7 } }, [{ a: 5 }, { a: 7 }, { a: [4, 8] }], [{ a: 4 }, { a: 8 }]],
      [{ a: { $gt: false } }, [{ a: true }], [{ a: false }, { a: 1 }]],
      [{ a: { $gt: { b: 1 } } }, [{ a: { b: 2 } }, { a: { c: 0 } }], [{ a: { b: 1 } }, { a: 5 }]],
      [{ a: { $gt: [1, 2] } }, [{ a: [1, 3] }, { a: [2] }], [{ a: [1, 2] }, { a: 3 }]],
      [{ a: { $lte: double(Number.NaN) } }, [{ a: double(Number.NaN) }], [{ a: 1 }]],
      [{ a: { $lt: 5 } }, [{ a: 4 }], [{ a: double(Number.NaN) }]],
      [{ a: { $gt: new MinKey() } }, [{ a: 1 }, { a: null }, { a: 'x' }, {}], [{ a: new MinKey() }]],
      [{ a: { $lte: new MaxKey() } }, [{ a: 1 }, { a: new MaxKey() }], []],
      [
        { a: { $gt: date('2024-01-01') } },
        [{ a: date('2024-01-02') }],
        [{ a: date('2024-01-01') }, { a: timestamp(2e9, 1) }],
      ],
      [{ a: { $gt: id(5) } }, [{ a: id(6) }], [{ a: id(5) }, { a: '6' }]],
      [{ a: { $gt: long(2n ** 53n) } }, [{ a: long(2n ** 53n + 1n) }], [{ a: double(2 ** 53) }]],
    ],
  ],

  [
    'paths through arrays',
    [
      [
        { 'a.b': 1 },
        [{ a: { b: 1 } }, { a: [{ b: 2 }, { b: 1 }] }, { a: [{ b: [1] }] }],
        [{ a: [[{ b: 1 }]] }, { a: [1] }, { 'a.b': 1 }],
      ],
      [{ 'a.0': 1 }, [{ a: [1, 2] }, { a: { 0: 1 } }], [{ a: [2, 1] }, { a: [[1]] }]],
      [{ 'a.0.b': 1 }, [{ a: [{ b: 1 }] }], [{ a: [{ b: 2 }, { b: 1 }] }]],
      [{ 'a.b.0': 1 }, [{ a: { b: [1] } }, { a: [{ b: [1] }] }], [{ a: { b: [2, 1] } }]],
      [{ 'a.1': { $exists: true } }, [{ a: [1, 2] }], [{ a: [1] }, {}]],
      [{ 'a.b.c': 1 }, [{ a: [{ b: { c: 1 } }] }, { a: [{ b: [{ c: 1 }] }] }], [{ a: [{ b: 1 }] }]],
    ],
  ],

  [
    'membership',
    [
      [{ a: { $in: [1, 'x'] } }, [{ a: 1 }, { a: 'x' }, { a: [3, 'x'] }], [{ a: 2 }, {}]],
      [{ a: { $in: [] } }, [], [{}, { a: 1 }]],
      [{ a: { $nin: [1] } }, [{ a: 2 }, {}, { a: [2] }], [{ a: 1 }, { a: [1, 2] }]],
      [{ a: { $in: [new BSONRegExp('^x', '')] } }, [{ a: 'xy' }], [{ a: 'y' }]],
      [
        { a: { $in: [1, 2, 3, 4, 5, 6, 'x', null] } },
        [{ a: 6 }, { a: long(6) }, { a: 'x' }, {}, { a: [9, 5] }],
        [{ a: 7 }, { a: 'y' }],
      ],
      [{ a: { $in: [[1, 2]] } }, [{ a: [1, 2] }, { a: [[1, 2]] }], [{ a: 1 }]],
    ],
  ],

  [
    'logic',
    [
      [{ $and: [{ a: 1 }, { b: 2 }] }, [{ a: 1, b: 2 }], [{ a: 1 }]],
      [{ $or: [{ a: 1 }, { b: 2 }] }, [{ a: 1 }, { b: 2 }], [{ a: 2 }]],
      [{ $nor: [{ a: 1 }, { b: 2 }] }, [{ a: 2 }, {}], [{ a: 1 }, { b: 2 }]],
      [{ a: { $not: { $gt: 5 } } }, [{ a: 5 }, {}, { a: 'x' }, { a: [1] }], [{ a: 6 }, { a: [1, 6] }]],
      [{ a: { $not: new BSONRegExp('x', '') } }, [{ a: 'y' }, { a: 1 }, {}], [{ a: 'xy' }]],
      [{ a: { $not: { $gt: 1, $lt: 3 } } }, [{ a: 1 }, { a: 3 }, {}], [{ a: 2 }]],
      [{ a: 1, $comment: 'why' }, [{ a: 1 }], [{ a: 2 }]],
    ],
  ],

  [
    'arrays',
    [
      [{ a: { $size: 2 } }, [{ a: [1, 2] }], [{ a: [1] }, { a: 2 }, {}, { a: [[1, 2]] }]],
      [{ a: { $all: [1, 2] } }, [{ a: [2, 1, 3] }], [{ a: [1] }, { a: 1 }]],
      [{ a: { $all: [1] } }, [{ a: 1 }, { a: [1] }], [{ a: 2 }]],
      [{ a: { $all: [[1, 2]] } }, [{ a: [[1, 2]] }, { a: [1, 2] }], [{ a: [1] }]],
      [{ a: { $all: [] } }, [], [{ a: [] }, { a: [1] }]],
      [{ a: { $elemMatch: { $gt: 1, $lt: 3 } } }, [{ a: [0, 2] }], [{ a: [1, 3] }, { a: 2 }, { a: [[2]] }]],
      [
        { a: { $elemMatch: { b: 1, c: 2 } } },
        [{ a: [{ b: 1, c: 2 }] }],
        [{ a: [{ b: 1 }, { c: 2 }] }, { a: { b: 1, c: 2 } }],
      ],
      [{ a: { $elemMatch: { $or: [{ b: 1 }, { c: 2 }] } } }, [{ a: [{ c: 2 }] }], [{ a: [{ d: 1 }] }]],
      [{ a: { $elemMatch: { $elemMatch: { $eq: 1 } } } }, [{ a: [[1]] }], [{ a: [1] }]],
      [
        { a: { $all: [{ $elemMatch: { b: 1 } }, { $elemMatch: { b: 2 } }] } },
        [{ a: [{ b: 1 }, { b: 2 }] }],
        [{ a: [{ b: 1 }] }],
      ],
      [{ 'a.b': { $elemMatch: { $eq: 1 } } }, [{ a: [{ b: [1] }] }], [{ a: [{ b: 1 }] }]],
      [{ a: { $elemMatch: { $ne: 1 } } }, [{ a: [1, 2] }], [{ a: [1] }, { a: [] }]],
      [{ a: { $not: { $size: 0 } } }, [{}, { a: [1] }], [{ a: [] }]],
      [{ a: { $elemMatch: { 0: 1 } } }, [{ a: [[1]] }, { a: [{ 0: 1 }] }], [{ a: [1] }]],
    ],
  ],

  [
    'types',
    [
      [{ a: { $type: 'int' } }, [{ a: 1 }, { a: ['x', 1] }], [{ a: 1.5 }, { a: long(1) }, {}]],
      [{ a: { $type: 'number' } }, [{ a: 1 }, { a: 1.5 }, { a: long(1) }, { a: decimal('1') }], [{ a: '1' }]],
      [{ a: { $type: 'array' } }, [{ a: [] }, { a: [1] }], [{ a: 1 }]],
      [{ a: { $type: ['string', 10] } }, [{ a: 'x' }, { a: null }], [{}, { a: 1 }]],
      [{ a: { $type: 'object' } }, [{ a: {} }, { a: [{}] }], [{ a: [] }]],
      [{ a: { $type: 'bool' } }, [{ a: false }], [{ a: 0 }]],
      [{ a: { $type: 'date' } }, [{ a: date('2024-01-01') }], [{ a: timestamp(1, 1) }]],
      [{ a: { $type: 17 } }, [{ a: timestamp(1, 1) }], [{ a: long(1) }]],
      [{ a: { $type: -1 } }, [{ a: new MinKey() }], [{ a: new MaxKey() }]],
      [{ a: { $type: 'binData' } }, [{ a: new Binary(Buffer.from('x')) }], [{ a: 'x' }]],
      [{ a: { $type: 'regex' } }, [{ a: new BSONRegExp('x') }], [{ a: 'x' }]],
      [{ a: { $type: 'decimal' } }, [{ a: decimal('1') }], [{ a: 1 }]],
    ],
  ],

  [
    'remainders and bits',
    [
      [
        { a: { $mod: [4, 1] } },
        [{ a: 5 }, { a: 5.9 }, { a: long(2n ** 62n + 1n) }, { a: decimal('9.5') }],
        [{ a: 6 }, { a: -3 }, { a: '5' }, { a: double(Infinity) }],
      ],
      [{ a: { $mod: [4, -3] } }, [{ a: -3 }, { a: -7 }], [{ a: 3 }]],
      [{ a: { $mod: [4.7, 1.2] } }, [{ a: 5 }], [{ a: 6 }]],
      [
        { a: { $bitsAllSet: 5 } },
        [{ a: 5 }, { a: 7 }, { a: 5.0 }, { a: -1 }],
        [{ a: 4 }, { a: 5.5 }, { a: '5' }],
      ],
      [{ a: { $bitsAllClear: [1, 3] } }, [{ a: 5 }, { a: 0 }], [{ a: 2 }]],
      [{ a: { $bitsAnySet: [200] } }, [{ a: -1 }], [{ a: 1 }]],
      [{ a: { $bitsAnyClear: 3 } }, [{ a: 1 }], [{ a: 3 }]],
      [
        { a: { $bitsAllSet: new Binary(Buffer.from([0b101])) } },
        [{ a: 5 }, { a: new Binary(Buffer.from([0xff])) }],
        [{ a: 1 }, { a: new Binary(Buffer.from([])) }],
      ],
      [{ a: { $bitsAllSet: [62] } }, [{ a: long(2n ** 62n) }], [{ a: long(2n ** 61n) }]],
    ],
  ],

  [
    'regular expressions',
    [
      [{ a: new BSONRegExp('^ab', 'i') }, [{ a: 'ABc' }, { a: ['x', 'ab'] }], [{ a: 'cab' }, { a: 1 }]],
      [{ a: { $regex: 'b$' } }, [{ a: 'ab' }, { a: 'ab\n' }], [{ a: 'ba' }]],
      [{ a: { $regex: '^b', $options: 'm' } }, [{ a: 'a\nb' }], [{ a: 'a b' }]],
      [{ a: { $options: 's', $regex: 'a.b' } }, [{ a: 'a\nb' }], []],
      [{ a: { $regex: 'a b # c', $options: 'x' } }, [{ a: 'ab' }], [{ a: 'a b' }]],
      [{ a: { $eq: new BSONRegExp('x', '') } }, [{ a: new BSONRegExp('x', '') }], [{ a: 'x' }]],
      [
        { a: new BSONRegExp('x', '') },
        [{ a: new BSONRegExp('x', '') }, { a: 'x' }],
        [{ a: new BSONRegExp('x', 'i') }],
      ],
      [{ a: { $regex: 'x', $nin: ['xy'] } }, [{ a: 'xz' }], [{ a: 'xy' }]],
    ],
  ],

  [
    'expressions',
    [
      [
        { $expr: { $gt: ['$a', '$b'] } },
        [{ a: 2, b: 1 }, { a: 'x', b: 1 }, { a: 1 }, { a: null }],
        [{ a: 1, b: 2 }, { b: null }, {}],
      ],
      [{ $expr: { $eq: ['$a', null] } }, [{ a: null }], [{}, { a: 1 }]],
      [{ $expr: { $in: [1, '$a'] } }, [{ a: [1] }], [{ a: [2] }]],
    ],
  ],
]

/** What is no filter, and the code name of the error. */
export const FILTER_ERRORS: [filter: object, codeName: string][] = [
  [{ a: { $foo: 1 } }, 'BadValue'],
  [{ $foo: 1 }, 'BadValue'],
  [{ $where: 'true' }, 'CommandNotSupported'],
  [{ $text: { $search: 'x' } }, 'BadValue'],
  [{ $and: [] }, 'BadValue'],
  [{ $or: {} }, 'BadValue'],
  [{ $nor: [1] }, 'BadValue'],
  [{ a: { $in: 1 } }, 'BadValue'],
  [{ a: { $in: [{ $gt: 1 }] } }, 'BadValue'],
  [{ a: { $not: 1 } }, 'BadValue'],
  [{ a: { $not: {} } }, 'BadValue'],
  [{ a: { $size: -1 } }, 'BadValue'],
  [{ a: { $size: 1.5 } }, 'BadValue'],
  [{ a: { $size: 'x' } }, 'BadValue'],
  [{ a: { $type: 'foo' } }, 'BadValue'],
  [{ a: { $type: 99 } }, 'BadValue'],
  [{ a: { $type: [] } }, 'FailedToParse'],
  [{ a: { $mod: [0, 1] } }, 'BadValue'],
  [{ a: { $mod: [1] } }, 'BadValue'],
  [{ a: { $mod: ['x', 1] } }, 'BadValue'],
  [{ a: { $mod: [1, 2, 3] } }, 'BadValue'],
  [{ a: { $options: 'i' } }, 'BadValue'],
  [{ a: { $regex: 1 } }, 'BadValue'],
  [{ a: { $regex: '(' } }, 'Location51091'],
  [{ a: { $regex: 'x', $options: 'q' } }, 'Location51108'],
  [{ a: { $regex: new BSONRegExp('x', 'i'), $options: 'm' } }, 'Location51075'],
  [{ a: { $ne: new BSONRegExp('x', '') } }, 'BadValue'],
  [{ a: { $gt: new BSONRegExp('x', '') } }, 'BadValue'],
  [{ a: { $elemMatch: 1 } }, 'BadValue'],
  [{ a: { $all: 1 } }, 'BadValue'],
  [{ a: { $all: [{ $elemMatch: { b: 1 } }, 1] } }, 'BadValue'],
  [{ a: { $all: [{ $gt: 1 }] } }, 'BadValue'],
  [{ a: { $bitsAllSet: -1 } }, 'FailedToParse'],
  [{ a: { $bitsAllSet: 'x' } }, 'BadValue'],
  [{ a: { $bitsAllSet: [-1] } }, 'BadValue'],
  [{ a: { $and: [{ b: 1 }] } }, 'BadValue'],
  [{ a: { $elemMatch: { $expr: true } } }, 'BadValue'],
  [{ $expr: '$$unknown' }, 'Location17276'],
  [{ $expr: { $foo: 1 } }, 'InvalidPipelineOperator'],
  [{ $jsonSchema: 1 }, 'TypeMismatch'],
  [{ a: { $gt: undefined } }, 'BadValue'],
]
