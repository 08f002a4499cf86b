import { Long } from 'bson'
import { fail } from '../../errors.ts'
import { parseFieldPath } from '../expression/field-path.ts'
import { getField, MISSING } from '../paths.ts'
import { type Document, isDocument, typeOf } from '../values/types.ts'
import type { CompileStage } from './stage.ts'

/** The value at a path through documents only; arrays on the way hide it. */
export function nestedValue(doc: Document, path: string[]): unknown {
  let value: unknown = doc
  for (const name of path) {
    if (!isDocument(value)) return MISSING
    value = getField(value, name)
  }
  return value
}

/** A copy with another value at a path through documents; MISSING takes the field away. */
export function withNested(doc: Document, path: string[], value: unknown, at = 0): Document {
  const name = path[at] as string
  if (at === path.length - 1) {
    if (value !== MISSING) return { ...doc, [name]: value }
    const { [name]: _removed, ...rest } = doc
    return rest
  }
  const child = getField(doc, name)
  return { ...doc, [name]: withNested(isDocument(child) ? child : {}, path, value, at + 1) }
}

interface Unwind {
  path: string[]
  indexPath: string[] | undefined
  preserve: boolean
}

function parseUnwind(argument: unknown): Unwind {
  const given = typeof argument === 'string' ? { path: argument } : argument
  if (!isDocument(given))
    fail(
      'Location15981',
      `expected either a string or an object as specification for $unwind stage, got ${typeOf(argument)}`,
    )
  for (const name of Object.keys(given))
    if (name !== 'path' && name !== 'preserveNullAndEmptyArrays' && name !== 'includeArrayIndex')
      fail('Location28811', `unrecognized option to $unwind stage: ${name}`)
  const { path, preserveNullAndEmptyArrays: preserve = false, includeArrayIndex: index } = given
  if (path === undefined) fail('Location28812', 'no path specified to $unwind stage')
  if (typeof path !== 'string')
    fail('Location28808', `expected a string as the path for $unwind stage, got ${typeOf(path)}`)
  if (!path.startsWith('$'))
    fail('Location28818', `path option to $unwind stage should be prefixed with a '$': ${path}`)
  if (typeof preserve !== 'boolean')
    fail(
      'Location28809',
      `expected a boolean for the preserveNullAndEmptyArrays option to $unwind stage, got ${typeOf(preserve)}`,
    )
  if (index !== undefined && (typeof index !== 'string' || index === ''))
    fail(
      'Location28810',
      `expected a non-empty string for the includeArrayIndex  option to $unwind stage, got ${typeOf(index)}`,
    )
  if (index?.startsWith('$'))
    fail(
      'Location28822',
      `includeArrayIndex option to $unwind stage should not be prefixed with a '$': ${index}`,
    )
  return {
    path: parseFieldPath(path.slice(1)),
    indexPath: index === undefined ? undefined : parseFieldPath(index),
    preserve,
  }
}

function* unwind(doc: Document, { path, indexPath, preserve }: Unwind): Iterable<Document> {
  const value = nestedValue(doc, path)
  const withIndex = (result: Document, index: unknown) =>
    indexPath ? withNested(result, indexPath, index) : result
  if (!Array.isArray(value)) {
    const isNothing = value === MISSING || value === null || value === undefined
    if (!isNothing || preserve) yield withIndex(doc, null)
    return
  }
  if (value.length === 0) {
    if (preserve) yield withIndex(withNested(doc, path, MISSING), null)
    return
  }
  for (let i = 0; i < value.length; i++) yield withIndex(withNested(doc, path, value[i]), Long.fromNumber(i))
}

export const compileUnwind: CompileStage = (argument) => {
  const options = parseUnwind(argument)
  return function* (source) {
    for (const doc of source) yield* unwind(doc, options)
  }
}
