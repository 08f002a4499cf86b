import { fail } from '../../errors.ts'
import { refuse } from '../refuse.ts'
import { isDocument, typeOf } from '../values/types.ts'
import { compileMerge } from './merge.ts'
import type { CompileStage, WriteRequest } from './stage.ts'

/** The collection that a stage names, and its database if it names one. */
function readTarget(
  into: unknown,
  field: string,
  isDatabaseRequired: boolean,
): Pick<WriteRequest, 'database' | 'collection'> {
  if (typeof into === 'string') return { database: undefined, collection: into }
  if (!isDocument(into)) fail('TypeMismatch', `BSON field '${field}' is the wrong type '${typeOf(into)}'`)
  for (const name of Object.keys(into)) {
    if (name === 'timeseries') refuse(`${field} to a time series collection`)
    if (name !== 'db' && name !== 'coll')
      fail('IDLUnknownField', `BSON field '${field}.${name}' is an unknown field.`)
    if (typeof into[name] !== 'string')
      fail(
        'TypeMismatch',
        `BSON field '${field}.${name}' is the wrong type '${typeOf(into[name])}', expected type 'string'`,
      )
  }
  const { db, coll } = into as { db?: string; coll?: string }
  if (coll === undefined || (isDatabaseRequired && db === undefined))
    fail(
      'IDLFailedToParse',
      `BSON field '${field}.${coll === undefined ? 'coll' : 'db'}' is missing but a required field`,
    )
  return { database: db, collection: coll }
}

function readOut(argument: unknown): WriteRequest {
  if (typeof argument !== 'string' && !isDocument(argument))
    fail('Location16990', `$out only supports a string or object argument, but found ${typeOf(argument)}`)
  return { ...readTarget(argument, '$out', true), merge: undefined }
}

/** `$out` and `$merge` pass the documents on and tell the storage where they go. */
export const compileWrite: CompileStage = (argument, context, name) => {
  let request: WriteRequest
  if (name === '$out') request = readOut(argument)
  else {
    if (typeof argument !== 'string' && !isDocument(argument))
      fail('Location51182', `$merge requires a string or object argument, but found ${typeOf(argument)}`)
    const spec = typeof argument === 'string' ? { into: argument } : argument
    request = { ...readTarget(spec['into'], '$merge.into', false), merge: compileMerge(spec, context) }
  }
  const { write } = context.resolver
  if (!write) refuse(`${name} here`)
  return function* (source) {
    write(request)
    yield* source
  }
}
