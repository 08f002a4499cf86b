import { describe, expect, test } from 'vitest'
import { compileFilter } from '../filter.ts'
import { codeOf, date, decimal, doc, id, long } from '../test-values.ts'
import type { Document } from '../values/types.ts'
import { validateAgainstSchema } from './validate.ts'

type Row = [schema: object, valid: object[], invalid: object[]]

describe('$jsonSchema', () => {
  test.each<Row>([
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
    [
      { properties: { a: { minimum: 1, maximum: 3 } } },
      [{ a: 1 }, { a: 3 }, { a: 'x' }],
      [{ a: 0 }, { a: 4 }],
    ],
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
  ])('%j', (schema, valid, invalid) => {
    const validator = doc({ $jsonSchema: schema })
    for (const each of valid)
      expect(validateAgainstSchema(doc(each as Document), validator), JSON.stringify(each)).toBeNull()
    for (const each of invalid)
      expect(validateAgainstSchema(doc(each as Document), validator), JSON.stringify(each)).not.toBeNull()
    const matches = compileFilter(validator)
    for (const each of valid) expect(matches(doc(each as Document))).toBe(true)
    for (const each of invalid) expect(matches(doc(each as Document))).toBe(false)
  })

  test('says which rules are broken, as MongoDB does', () => {
    const validator = doc({
      $jsonSchema: {
        title: 'People',
        required: ['name', 'age'],
        properties: {
          age: { bsonType: 'int', minimum: 1, description: 'in years' },
          tags: { items: { bsonType: 'string' } },
        },
        additionalProperties: false,
      },
    })
    expect(validateAgainstSchema(doc({ age: 0, tags: ['x', 5], extra: 1 }), validator)).toStrictEqual(
      doc({
        operatorName: '$jsonSchema',
        title: 'People',
        schemaRulesNotSatisfied: [
          {
            operatorName: 'required',
            specifiedAs: { required: ['name', 'age'] },
            missingProperties: ['name'],
          },
          {
            operatorName: 'properties',
            propertiesNotSatisfied: [
              {
                propertyName: 'age',
                description: 'in years',
                details: [
                  {
                    operatorName: 'minimum',
                    specifiedAs: { minimum: 1 },
                    reason: 'comparison failed',
                    consideredValue: 0,
                  },
                ],
              },
              {
                propertyName: 'tags',
                details: [
                  {
                    operatorName: 'items',
                    reason: 'At least one item did not match the sub-schema',
                    itemIndex: 1,
                    details: [
                      {
                        operatorName: 'bsonType',
                        specifiedAs: { bsonType: 'string' },
                        reason: 'type did not match',
                        consideredValue: 5,
                        consideredType: 'int',
                      },
                    ],
                  },
                ],
              },
            ],
          },
          {
            operatorName: 'additionalProperties',
            specifiedAs: { additionalProperties: false },
            additionalProperties: ['extra'],
          },
        ],
      }),
    )
  })

  test.each<[unknown, string]>([
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
  ])('%j is no schema', (schema, code) => {
    expect(codeOf(() => compileFilter(doc({ $jsonSchema: schema })))).toBe(code)
  })
})

describe('validators of query operators', () => {
  test('explain a comparison', () => {
    expect(validateAgainstSchema(doc({ a: 0 }), doc({ a: { $gt: 1 } }))).toStrictEqual(
      doc({
        operatorName: '$gt',
        specifiedAs: { a: { $gt: 1 } },
        reason: 'comparison failed',
        consideredValue: 0,
      }),
    )
    expect(validateAgainstSchema(doc({}), doc({ a: { $gt: 1 } }))).toStrictEqual(
      doc({ operatorName: '$gt', specifiedAs: { a: { $gt: 1 } }, reason: 'field was missing' }),
    )
    expect(validateAgainstSchema(doc({ a: 2 }), doc({ a: { $gt: 1 } }))).toBeNull()
  })

  test('join several clauses by $and', () => {
    const validator = doc({ $jsonSchema: { required: ['b'] }, a: { $gt: 1 } })
    expect(validateAgainstSchema(doc({ a: 0 }), validator)).toMatchObject({
      operatorName: '$and',
      clausesNotSatisfied: [
        { details: { operatorName: '$jsonSchema' } },
        { details: { operatorName: '$gt' } },
      ],
    })
  })

  test('explain branches and expressions', () => {
    expect(validateAgainstSchema(doc({ a: 0 }), doc({ $or: [{ a: 1 }, { b: 1 }] }))).toMatchObject({
      operatorName: '$or',
      clausesNotSatisfied: [
        { details: { operatorName: '$eq' } },
        { details: { reason: 'field was missing' } },
      ],
    })
    expect(validateAgainstSchema(doc({ a: 0 }), doc({ $expr: { $gt: ['$a', 1] } }))).toMatchObject({
      operatorName: '$expr',
    })
  })
})
