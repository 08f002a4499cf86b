import { describe, expect, test } from 'vitest'
import { compileFilter } from '../filter.ts'
import { codeOf, doc } from '../test-values.ts'
import type { Document } from '../values/types.ts'
import { SCHEMA_CASES, SCHEMA_ERRORS } from './schema.cases.ts'
import { validateAgainstSchema } from './validate.ts'

describe('$jsonSchema', () => {
  test.each(SCHEMA_CASES)('%j', (schema, valid, invalid) => {
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

  test.each(SCHEMA_ERRORS)('%j is no schema', (schema, code) => {
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
