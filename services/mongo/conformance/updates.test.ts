import { type Document, Timestamp } from 'mongodb'
import { describe, expect, it } from 'vitest'
import { type CodeName, codeOf } from '../src/errors.ts'
import { doc } from '../src/language/test-values.ts'
import {
  TIMESTAMP,
  UPDATE_CASES,
  UPDATE_ERRORS,
  type UpdateCase,
} from '../src/language/update/update.cases.ts'
import { useDatabase } from '../test-support/client.ts'
import { canonical, documents, errorOf, fill, TYPED } from './cases.ts'

const fixture = useDatabase('updates')

interface Options {
  filter?: Document
  arrayFilters?: Document[]
  isInsert?: boolean
  variables?: Document
}

/** The update command for a case. The case's filter, if any, comes beside the `_id`. */
function command(update: object, options: Options): Document {
  const u = Array.isArray(update) ? documents(update) : doc(update as Document)
  return {
    update: 'things',
    ...(options.variables && { let: doc(options.variables) }),
    updates: [
      {
        q: { _id: doc({ one: 1 })['one'], ...doc(options.filter ?? {}) },
        u,
        ...(options.arrayFilters && { arrayFilters: documents(options.arrayFilters) }),
      },
    ],
  }
}

/** The server's own time and timestamps are not those of the case. */
function withoutTime(value: Document | null): Document {
  const isTime = (inner: unknown) =>
    inner instanceof Date || inner === TIMESTAMP || inner instanceof Timestamp
  return Object.fromEntries(
    Object.entries(value ?? {}).map(([name, inner]) => [name, isTime(inner) ? 'time' : inner]),
  )
}

async function apply(update: object, before: object, options: Options): Promise<Document | null> {
  const things = fixture.db.collection('things')
  await fill(things, [before])
  const reply = await fixture.db.command(command(update, options))
  if (reply['writeErrors']) throw Object.assign(new Error(), reply['writeErrors'][0])
  return things.findOne({}, TYPED)
}

/** An upsert that begins with a seed is another command; those cases are run by their own tests. */
const isUpdate = ([, , , options = {}]: UpdateCase) => !(options as Options).isInsert

describe.each(UPDATE_CASES)('%s', (_name, cases) => {
  it.each(cases.filter(isUpdate))('%j on %j', async (update, before, after, options = {}) => {
    const result = await apply(update, before, options)
    expect(canonical(withoutTime(result))).toStrictEqual(canonical(withoutTime(doc(after as Document))))
    expect(Object.keys(result ?? {})).toStrictEqual(Object.keys(after))
  })
})

describe('errors', () => {
  it.each(UPDATE_ERRORS)('%j on %j: %s', async (update, before, codeName, options = {}) => {
    const things = fixture.db.collection('things')
    await fill(things, [{ _id: 1, ...before }])
    const target: Document = { _id: doc({ one: 1 })['one'], ...doc((options as Options).filter ?? {}) }
    const [statement] = command(update, options)['updates'] as Document[]
    const answer = errorOf(
      fixture.db.command({
        findAndModify: 'things',
        query: target,
        update: statement?.['u'],
        ...(statement?.['arrayFilters'] && { arrayFilters: statement['arrayFilters'] }),
      }),
    )
    expect(await answer).toBe(codeOf(codeName as CodeName))
  })
})
