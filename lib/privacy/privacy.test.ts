import { expect, it } from 'vitest'
import { COLLECTION_NAMES, fieldsOf } from '@/lib/platform/contract'
import { IMPERSONAL, NOT_HANDED_OUT, PERSONAL_DATA } from './registry'

const named = (parts: readonly { collection: string }[]) => parts.map(({ collection }) => collection)

it('every collection of the contract is handed out and erased, or said to hold nothing of anybody', () => {
  const erased = [...named(PERSONAL_DATA), ...named(NOT_HANDED_OUT)]
  expect([...erased, ...Object.keys(IMPERSONAL)].sort()).toEqual([...COLLECTION_NAMES].sort())
})

/** Looks like a secret by its name, and is none. */
const HARMLESS = new Set(['shares.token', 'contextSummaries.tokens'])

it('no field that looks like a secret is handed out', () => {
  const secretive = PERSONAL_DATA.flatMap(({ collection, without }) =>
    Object.keys(fieldsOf(collection))
      .filter((field) => /hash|secret|token|publicKey|challenge/i.test(field) && !without.includes(field))
      .map((field) => `${collection}.${field}`),
  )
  expect(secretive.filter((field) => !HARMLESS.has(field))).toEqual([])
})

it('what is left out of an archive are fields there are', () => {
  const unknown = PERSONAL_DATA.flatMap(({ collection, without }) =>
    without.filter((field) => !(field in fieldsOf(collection))).map((field) => `${collection}.${field}`),
  )
  expect(unknown).toEqual([])
})
