import { describe, expect, it } from 'vitest'
import { type CodeName, codeOf } from '../src/errors.ts'
import { EXPRESSION_CASES, EXPRESSION_ERRORS } from '../src/language/expression/all.cases.ts'
import { NOTHING } from '../src/language/expression/expression-case.ts'
import { doc } from '../src/language/test-values.ts'
import { useDatabase } from '../test-support/client.ts'
import { canonical, errorOf, fill, isRefusal, TYPED } from './cases.ts'

const fixture = useDatabase('expressions')

function evaluate(expression: unknown) {
  const pipeline = [{ $replaceWith: { value: doc({ expression })['expression'] } }]
  return fixture.db.collection('things').aggregate(pipeline, TYPED).toArray()
}

/** The unit tests set the time themselves. */
const isPortable = (expression: unknown) => !JSON.stringify(expression).includes('$$NOW')

describe.each(EXPRESSION_CASES)('%s', (_name, cases) => {
  const portable = cases.filter(([expression]) => isPortable(expression))
  it.each(portable)('%j is %j', async (expression, result, document = {}) => {
    await fill(fixture.db.collection('things'), [{ _id: 1, ...document }])
    const [found] = await evaluate(expression)
    const actual = canonical(found?.['value'])
    const expected = canonical(doc({ result })['result'])
    // The whole document has an _id that the case does not mention.
    const isWhole = JSON.stringify(expression).includes('$$ROOT') && typeof result === 'object'
    if (result === NOTHING) expect(found).toStrictEqual({})
    else if (isWhole) expect(actual).toMatchObject(expected as object)
    else expect(actual).toStrictEqual(expected)
  })
})

describe('errors', () => {
  const known = EXPRESSION_ERRORS.filter(
    ([expression, codeName]) => !isRefusal(codeName) && expression !== '$$CLUSTER_TIME',
  )
  it.each(known)('%j: %s', async (expression, codeName, document = {}) => {
    await fill(fixture.db.collection('things'), [{ _id: 1, ...document }])
    expect(await errorOf(evaluate(expression))).toBe(codeOf(codeName as CodeName))
  })
})
