import { fail } from '../../errors.ts'
import type { Matcher } from '../query/matcher.ts'
import { type Document, isDocument, typeOf } from '../values/types.ts'

/** Whether an array element is one that a `$[identifier]` stands for. */
export type ElementTest = (element: unknown) => boolean

const IDENTIFIER = /^[a-z][a-zA-Z0-9]*$/

function namesOf(filter: Document): string[] {
  return Object.entries(filter).flatMap(([name, value]) => {
    if (!name.startsWith('$')) return [name.split('.')[0] as string]
    return Array.isArray(value) ? value.filter(isDocument).flatMap(namesOf) : []
  })
}

function identifierOf(filter: Document): string {
  const names = [...new Set(namesOf(filter))]
  const [first, second] = names
  if (first === undefined)
    fail('FailedToParse', 'Cannot use an expression without a top-level field name in arrayFilters')
  if (second !== undefined)
    fail(
      'FailedToParse',
      `Error parsing array filter :: caused by :: Expected a single top-level field name, found '${first}' and '${second}'`,
    )
  if (!IDENTIFIER.test(first))
    fail(
      'BadValue',
      `Error parsing array filter :: caused by :: The top-level field name must be an alphanumeric string beginning with a lowercase letter, found '${first}'`,
    )
  return first
}

/**
 * Compiles the `arrayFilters` of an update: by identifier, a test of one array element.
 * Throws FailedToParse (9), BadValue (2), TypeMismatch (14).
 */
export function compileArrayFilters(
  arrayFilters: unknown[],
  compile: (filter: Document) => Matcher,
): Map<string, ElementTest> {
  const tests = new Map<string, ElementTest>()
  for (const filter of arrayFilters) {
    if (!isDocument(filter))
      fail('TypeMismatch', `arrayFilters must contain objects, found ${typeOf(filter)}`)
    const identifier = identifierOf(filter)
    if (tests.has(identifier))
      fail('FailedToParse', `Found multiple array filters with the same top-level field name ${identifier}`)
    const matcher = compile(filter)
    tests.set(identifier, (element) => matcher({ [identifier]: element }, null))
  }
  return tests
}
