import { describe, expect, it } from 'vitest'
import { type CodeName, codeOf } from '../src/errors.ts'
import { SCHEMA_CASES, SCHEMA_ERRORS } from '../src/language/schema/schema.cases.ts'
import { doc } from '../src/language/test-values.ts'
import { useDatabase } from '../test-support/client.ts'
import { documents, errorOf, isRefusal } from './cases.ts'

const fixture = useDatabase('schemas')
let count = 0

describe('$jsonSchema as a validator', () => {
  it.each(SCHEMA_CASES)('%j', async (schema, valid, invalid) => {
    const name = `checked_${++count}`
    // A stored document always has an _id, which schemas about all properties would have to allow.
    const isAboutAll = /additionalProperties|minProperties|maxProperties/.test(JSON.stringify(schema))
    if (isAboutAll) return
    const things = await fixture.db.createCollection(name, { validator: doc({ $jsonSchema: schema }) })
    for (const each of documents(valid)) await things.insertOne(each)
    for (const each of documents(invalid))
      expect(await errorOf(things.insertOne(each)), JSON.stringify(each)).toBe(121)
    const matching = await fixture.db.collection(name).countDocuments(doc({ $jsonSchema: schema }))
    expect(matching).toBe(valid.length)
    await things.drop()
  })

  it.each(SCHEMA_ERRORS.filter(([, codeName]) => !isRefusal(codeName)))(
    '%j is none',
    async (schema, codeName) => {
      const filter = doc({ $jsonSchema: schema })
      await fixture.db.collection('any').insertOne({})
      expect(await errorOf(fixture.db.collection('any').find(filter).toArray())).toBe(
        codeOf(codeName as CodeName),
      )
    },
  )

  it('answers errInfo', async () => {
    const things = await fixture.db.createCollection('explained', {
      validator: { $jsonSchema: { required: ['a'] } },
    })
    const failure = await things.insertOne({ _id: 7 as never, b: 1 }).catch((error: unknown) => error)
    expect(failure).toMatchObject({
      code: 121,
      errInfo: {
        failingDocumentId: 7,
        details: {
          operatorName: '$jsonSchema',
          schemaRulesNotSatisfied: [{ operatorName: 'required', missingProperties: ['a'] }],
        },
      },
    })
  })
})
