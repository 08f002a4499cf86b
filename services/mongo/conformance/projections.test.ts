import { describe, expect, it } from 'vitest'
import { type CodeName, codeOf } from '../src/errors.ts'
import { PROJECTION_CASES, PROJECTION_ERRORS } from '../src/language/projection/find.cases.ts'
import { doc } from '../src/language/test-values.ts'
import { useDatabase } from '../test-support/client.ts'
import { canonical, errorOf, fill, TYPED } from './cases.ts'

const fixture = useDatabase('projections')

describe.each(PROJECTION_CASES)('%s', (_name, cases) => {
  it.each(cases)('%j of %j', async (projection, document, result, filter = {}) => {
    const things = fixture.db.collection('things')
    await fill(things, [document])
    const options = { projection: doc(projection as never), ...TYPED }
    const found = await things.findOne(doc(filter as never), options)
    expect(canonical(found)).toStrictEqual(canonical(doc(result as never)))
  })
})

describe('errors', () => {
  it.each(PROJECTION_ERRORS)('%j', async (projection, codeName) => {
    const things = fixture.db.collection('errors')
    await things.insertOne({})
    expect(await errorOf(things.find({}, { projection: doc(projection as never) }).toArray())).toBe(
      codeOf(codeName as CodeName),
    )
  })
})
