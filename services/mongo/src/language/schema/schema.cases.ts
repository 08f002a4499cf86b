import { date, decimal, id, long } from '../test-values.ts'

/** Schemas, documents that they accept, and documents that they do not. */
export const SCHEMA_CASES: [schema: object, valid: object[], invalid: object[]][] = [
  [{ required: ['a'] }, [{ a: null }, { a: 1 }], [{}]],
  [{ properties: { a: { bsonType: 'int' } } }, [{ a: 1 }, {}], [{ a: 'x' }, { a: 1.5 }, { a: null }]],
  [{ properties: { a: { bsonType: ['string', 'null'] } } }, [{ a: 'x' }, { a: null }], [{ a: 1 }]],
  [
    { properties: { a: { bsonType: 'number' } } },
    [{ a: 1 }, { a: 1.5 }, { a: long(1) }, { a: decimal('1') }],
    [{ a: '1' }],
  ],
  [{ properties: { a: { bsonType: 'objectId' } } }, [{ a: id(1) }], [{ a: 'x' }]],
  [{ properties: { a: { bsonType: 'date' } } }, [{ a: date('2024-01-01') }], [{ a: '2024-01-01' }]],
  [{ properties: { a: { type: 'number' } } }, [{ a: 1.5 }], [{ a: true }]],
  [{ bsonType: 'object' }, [{}], []],
  [{ properties: { a: { minimum: 1, maximum: 3 } } }, [{ a: 1 }, { a: 3 }, { a: 'x' }], [{ a: 0 }, { a: 4 }]],
  [{ properties: { a: { minimum: 1, exclusiveMinimum: true } } }, [{ a: 2 }], [{ a: 1 }]],
  [{ properties: { a: { multipleOf: 3 } } }, [{ a: 6 }, { a: 'x' }], [{ a: 7 }]],
  [{ properties: { a: { multipleOf: 0.1 } } }, [{ a: 0.3 }], [{ a: 0.35 }]],
  [
    { properties: { a: { minLength: 2, maxLength: 3 } } },
    [{ a: 'é😀' }, { a: 1 }],
    [{ a: 'x' }, { a: 'abcd' }],
  ],
  [{ properties: { a: { pattern: '^x' } } }, [{ a: 'xy' }, { a: 1 }], [{ a: 'y' }]],
  [
    { properties: { a: { enum: ['x', 1, null, { b: 1, c: 2 }] } } },
    [{ a: 'x' }, { a: long(1) }, { a: null }, { a: { c: 2, b: 1 } }, {}],
    [{ a: 'y' }, { a: [1] }],
  ],
  [
    { properties: { a: { minItems: 1, maxItems: 2 } } },
    [{ a: [1] }, { a: 1 }],
    [{ a: [] }, { a: [1, 2, 3] }],
  ],
  [
    { properties: { a: { uniqueItems: true } } },
    [{ a: [1, 2] }],
    [
      { a: [1, long(1)] },
      {
        a: [
          { x: 1, y: 2 },
          { y: 2, x: 1 },
        ],
      },
    ],
  ],
  [
    { properties: { a: { items: { bsonType: 'int' } } } },
    [{ a: [1, 2] }, { a: [] }, { a: 1 }],
    [{ a: [1, 'x'] }],
  ],
  [
    { properties: { a: { items: [{ bsonType: 'int' }], additionalItems: false } } },
    [{ a: [1] }],
    [{ a: [1, 2] }, { a: ['x'] }],
  ],
  [
    { properties: { a: { items: [{}], additionalItems: { bsonType: 'string' } } } },
    [{ a: [1, 'x'] }],
    [{ a: [1, 2] }],
  ],
  [{ properties: { a: {} }, additionalProperties: false }, [{ a: 1 }], [{ a: 1, b: 1 }]],
  [
    {
      properties: { a: {} },
      patternProperties: { '^x': { bsonType: 'int' } },
      additionalProperties: false,
    },
    [{ a: 1, x1: 1 }],
    [{ x1: 's' }, { y: 1 }],
  ],
  [{ additionalProperties: { bsonType: 'int' } }, [{ a: 1 }], [{ a: 's' }]],
  [{ minProperties: 1, maxProperties: 2 }, [{ a: 1 }], [{}, { a: 1, b: 1, c: 1 }]],
  [
    { properties: { a: { bsonType: 'object', required: ['b'], properties: { b: { bsonType: 'int' } } } } },
    [{ a: { b: 1 } }],
    [{ a: {} }, { a: { b: 's' } }],
  ],
  [{ allOf: [{ required: ['a'] }, { required: ['b'] }] }, [{ a: 1, b: 1 }], [{ a: 1 }]],
  [{ anyOf: [{ required: ['a'] }, { required: ['b'] }] }, [{ a: 1 }], [{}]],
  [{ oneOf: [{ required: ['a'] }, { required: ['b'] }] }, [{ a: 1 }], [{}, { a: 1, b: 1 }]],
  [{ not: { required: ['a'] } }, [{}], [{ a: 1 }]],
  [{ dependencies: { a: ['b'] } }, [{}, { a: 1, b: 1 }], [{ a: 1 }]],
  [{ dependencies: { a: { required: ['c'] } } }, [{ a: 1, c: 1 }], [{ a: 1 }]],
  [{ title: 't', description: 'd' }, [{}], []],
]

/** What is no schema, and the code name of the error. */
export const SCHEMA_ERRORS: [schema: unknown, codeName: string][] = [
  [1, 'TypeMismatch'],
  [{ foo: 1 }, 'FailedToParse'],
  [{ $ref: 'x' }, 'FailedToParse'],
  [{ format: 'x' }, 'FailedToParse'],
  [{ type: 'integer' }, 'BadValue'],
  [{ type: 'string', bsonType: 'string' }, 'FailedToParse'],
  [{ bsonType: 'foo' }, 'BadValue'],
  [{ bsonType: 1 }, 'TypeMismatch'],
  [{ required: [] }, 'FailedToParse'],
  [{ required: ['a', 'a'] }, 'FailedToParse'],
  [{ required: 'a' }, 'TypeMismatch'],
  [{ enum: [] }, 'FailedToParse'],
  [{ minimum: 'x' }, 'TypeMismatch'],
  [{ exclusiveMinimum: true }, 'FailedToParse'],
  [{ multipleOf: 0 }, 'FailedToParse'],
  [{ minLength: -1 }, 'FailedToParse'],
  [{ pattern: 1 }, 'TypeMismatch'],
  [{ properties: 1 }, 'TypeMismatch'],
  [{ properties: { a: 1 } }, 'TypeMismatch'],
  [{ items: 1 }, 'TypeMismatch'],
  [{ allOf: [] }, 'BadValue'],
  [{ additionalProperties: 1 }, 'TypeMismatch'],
  [{ uniqueItems: 1 }, 'TypeMismatch'],
  [{ encrypt: {} }, 'CommandNotSupported'],
]
