import { fail } from '../../errors.ts'
import { MISSING } from '../paths.ts'
import { compileDocument } from '../query/compile.ts'
import { compareWith } from '../values/compare.ts'
import { describe, describeId } from '../values/describe.ts'
import { integerArgument } from '../values/numbers.ts'
import { type Document, isDocument, typeOf } from '../values/types.ts'
import { type ParseUpdate, UNCHANGED, type UpdateContext } from './operator.ts'
import { compileElementOrder } from './push-sort.ts'

interface PushClauses {
  values: unknown[]
  position: number
  slice: number
  order: ((a: unknown, b: unknown) => number) | undefined
}

const CLAUSES = new Set(['$each', '$slice', '$sort', '$position'])

function eachValues(operator: string, each: unknown): unknown[] {
  return Array.isArray(each)
    ? each
    : fail(
        'BadValue',
        `The argument to $each in ${operator} must be an array but it was of type: ${typeOf(each)}`,
      )
}

function integerClause(argument: Document, name: string, missing: number): number {
  if (!Object.hasOwn(argument, name)) return missing
  const value = integerArgument(argument[name])
  return (
    value ??
    fail(
      'BadValue',
      `The value for ${name} must be an integer value but was given type: ${typeOf(argument[name])}`,
    )
  )
}

function parseClauses(argument: unknown, context: UpdateContext): PushClauses {
  if (!isDocument(argument) || !Object.hasOwn(argument, '$each'))
    return { values: [argument], position: Infinity, slice: Infinity, order: undefined }
  for (const name of Object.keys(argument))
    if (!CLAUSES.has(name)) fail('BadValue', `Unrecognized clause in $push: ${name}`)
  return {
    values: eachValues('$push', argument['$each']),
    position: integerClause(argument, '$position', Infinity),
    slice: integerClause(argument, '$slice', Infinity),
    order: Object.hasOwn(argument, '$sort')
      ? compileElementOrder(argument['$sort'], context.strings)
      : undefined,
  }
}

function insert(array: unknown[], values: unknown[], position: number): unknown[] {
  const at = position < 0 ? Math.max(array.length + position, 0) : Math.min(position, array.length)
  return [...array.slice(0, at), ...values, ...array.slice(at)]
}

function cut(array: unknown[], slice: number): unknown[] {
  if (slice === 0) return []
  return slice < 0 ? array.slice(slice) : array.slice(0, slice)
}

export const parsePush: ParseUpdate = (argument, _path, context) => {
  const { values, position, slice, order } = parseClauses(argument, context)
  return {
    creates: true,
    apply(current, path, { original }) {
      if (current !== MISSING && !Array.isArray(current))
        fail(
          'BadValue',
          `The field '${path}' must be an array but is of type ${typeOf(current)} in document ${describeId(original)}`,
        )
      const before = current === MISSING ? [] : current
      const inserted = insert(before, values, position)
      const after = cut(order ? inserted.sort(order) : inserted, slice)
      const isSame = current !== MISSING && values.length === 0 && isSameArray(before, after)
      return isSame ? UNCHANGED : after
    },
  }
}

function isSameArray(before: unknown[], after: unknown[]): boolean {
  return before.length === after.length && before.every((element, i) => element === after[i])
}

/** `$addToSet`: equality by value, where the order of fields matters and number types do not. */
export const parseAddToSet: ParseUpdate = (argument, _path, { strings }) => {
  const hasEach = isDocument(argument) && Object.keys(argument)[0] === '$each'
  if (hasEach)
    for (const name of Object.keys(argument))
      if (name !== '$each') fail('BadValue', `Found unexpected fields after $each in $addToSet: ${name}`)
  const values = hasEach ? eachValues('$addToSet', argument['$each']) : [argument]
  return {
    creates: true,
    apply(current, path) {
      if (current !== MISSING && !Array.isArray(current))
        fail(
          'BadValue',
          `Cannot apply $addToSet to non-array field. Field named '${path.slice(path.lastIndexOf('.') + 1)}' has non-array type ${typeOf(current)}`,
        )
      const before: unknown[] = current === MISSING ? [] : current
      const after = [...before]
      for (const value of values)
        if (!after.some((element) => compareWith(element, value, strings) === 0)) after.push(value)
      return current !== MISSING && after.length === before.length ? UNCHANGED : after
    },
  }
}

export const parsePop: ParseUpdate = (argument, path) => {
  const direction = integerArgument(argument)
  if (direction === undefined) fail('FailedToParse', `Expected a number in: ${path}: ${describe(argument)}`)
  if (direction !== 1 && direction !== -1) fail('FailedToParse', `$pop expects 1 or -1, found: ${direction}`)
  return {
    creates: false,
    apply(current, at) {
      if (!Array.isArray(current))
        fail('TypeMismatch', `Path '${at}' contains an element of non-array type '${typeOf(current)}'`)
      if (current.length === 0) return UNCHANGED
      return direction === 1 ? current.slice(0, -1) : current.slice(1)
    },
  }
}

function removeMatching(name: string, matches: (element: unknown) => boolean) {
  return {
    creates: false,
    apply(current: unknown): unknown {
      if (!Array.isArray(current)) fail('BadValue', `Cannot apply ${name} to a non-array value`)
      const kept = current.filter((element) => !matches(element))
      return kept.length === current.length ? UNCHANGED : kept
    },
  }
}

export const parsePullAll: ParseUpdate = (argument, _path, { strings }) => {
  if (!Array.isArray(argument))
    fail('BadValue', `$pullAll requires an array argument but was given a ${typeOf(argument)}`)
  return removeMatching('$pullAll', (element) =>
    argument.some((value) => compareWith(value, element, strings) === 0),
  )
}

/** The condition of `$pull`: operators on the element, a filter for documents, or plain equality. */
function compilePullCondition(condition: unknown, context: UpdateContext): (element: unknown) => boolean {
  const first = isDocument(condition) ? (Object.keys(condition)[0] ?? '') : ''
  const isTree = first === '$and' || first === '$or' || first === '$nor' || first === '$expr'
  if (isDocument(condition) && (!first.startsWith('$') || isTree)) {
    const matcher = compileDocument(condition, context.filters, 'element')
    return (element) => isDocument(element) && matcher(element, null)
  }
  if (isDocument(condition) || typeOf(condition) === 'regex') {
    const matcher = compileDocument({ '': condition }, context.filters, 'element')
    return (element) => matcher({ '': element }, null)
  }
  return (element) => compareWith(element, condition, context.strings) === 0
}

export const parsePull: ParseUpdate = (argument, _path, context) =>
  removeMatching('$pull', compilePullCondition(argument, context))
