import { fail } from '../../errors.ts'
import { setOwn } from '../values/set-own.ts'
import { type Document, isDocument, typeOf } from '../values/types.ts'
import { withIdFirst } from './replace.ts'

/** What a filter says a document's fields must be equal to, by path. */
type Equalities = Map<string, unknown>

function addEquality(equalities: Equalities, path: string, value: unknown): void {
  for (const known of equalities.keys()) {
    if (known === path)
      fail('NotSingleValueField', `cannot infer query fields to set, path '${path}' is matched twice`)
    if (path.startsWith(`${known}.`) || known.startsWith(`${path}.`)) {
      const [longer, shorter] = path.length > known.length ? [path, known] : [known, path]
      fail(
        'NotSingleValueField',
        `cannot infer query fields to set, both paths '${longer}' and '${shorter}' are matched`,
      )
    }
  }
  equalities.set(path, value)
}

function isEqualityValue(value: unknown): boolean {
  return typeOf(value) !== 'regex'
}

function isElemMatch(value: unknown): boolean {
  return isDocument(value) && Object.keys(value)[0] === '$elemMatch'
}

function collectOperators(path: string, operators: Document, equalities: Equalities): void {
  for (const [operator, argument] of Object.entries(operators)) {
    if (operator === '$eq') addEquality(equalities, path, argument)
    if (
      operator === '$in' &&
      Array.isArray(argument) &&
      argument.length === 1 &&
      isEqualityValue(argument[0])
    )
      addEquality(equalities, path, argument[0])
    if (operator === '$all' && Array.isArray(argument))
      for (const value of argument)
        if (isEqualityValue(value) && !isElemMatch(value)) addEquality(equalities, path, value)
  }
}

function isOperators(value: unknown): value is Document {
  if (!isDocument(value)) return false
  const first = Object.keys(value)[0]
  return first?.startsWith('$') === true && first !== '$ref' && first !== '$id'
}

function collect(filter: Document, equalities: Equalities): void {
  for (const [name, value] of Object.entries(filter)) {
    const isBranch = name === '$and' || (name === '$or' && Array.isArray(value) && value.length === 1)
    if (isBranch && Array.isArray(value)) for (const branch of value) collect(branch as Document, equalities)
    if (name.startsWith('$')) continue
    if (isOperators(value)) collectOperators(name, value, equalities)
    else if (isEqualityValue(value)) addEquality(equalities, name, value)
  }
}

function place(container: Document, path: string[], value: unknown): void {
  const [name, ...rest] = path as [string, ...string[]]
  if (rest.length === 0) {
    setOwn(container, name, value)
    return
  }
  const existing = Object.hasOwn(container, name) ? container[name] : undefined
  const child = isDocument(existing) ? existing : {}
  setOwn(container, name, child)
  place(child, rest, value)
}

/**
 * The document that an upsert starts from: the fields that the filter fixes by equality, in its order,
 * `_id` first. Throws NotSingleValueField (54) if the filter fixes a field twice.
 */
export function upsertSeed(filter: Document): Document {
  const equalities: Equalities = new Map()
  collect(filter, equalities)
  const seed: Document = Object.create(null)
  for (const [path, value] of equalities) place(seed, path.split('.'), value)
  return withIdFirst({ ...seed })
}
