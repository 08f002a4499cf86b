import { describe, expect, it } from 'vitest'
import { type CodeName, codeOf } from '../src/errors.ts'
import { FILTER_CASES, FILTER_ERRORS } from '../src/language/query/filter.cases.ts'
import { doc } from '../src/language/test-values.ts'
import { useDatabase } from '../test-support/client.ts'
import { errorOf, fill, isRefusal } from './cases.ts'

const fixture = useDatabase('filters')

describe.each(FILTER_CASES)('%s', (_name, cases) => {
  it.each(cases)('%j', async (filter, matching, others) => {
    const things = fixture.db.collection('things')
    const numbered = [...matching, ...others].map((each, at) => ({ _id: at, ...each }))
    await fill(things, numbered)
    const found = await things
      .find(doc(filter as never), { projection: { _id: 1 }, sort: { _id: 1 } })
      .toArray()
    expect(found.map((each) => Number(each._id))).toStrictEqual(matching.map((_each, at) => at))
    expect(await things.countDocuments(doc(filter as never))).toBe(matching.length)
  })
})

describe('what is no filter', () => {
  // The driver cannot send undefined.
  const known = FILTER_ERRORS.filter(
    ([filter, codeName]) => !isRefusal(codeName) && JSON.stringify(filter) !== '{"a":{}}',
  )
  it.each(known)('%j', async (filter, codeName) => {
    const things = fixture.db.collection('errors')
    await things.insertOne({})
    const answer = things.find(doc(filter as never)).toArray()
    // $text is planned by the server, which answers differently from the language alone.
    expect(await errorOf(answer)).toBe(codeOf('$text' in filter ? 'IndexNotFound' : (codeName as CodeName)))
  })
})
