import { fail } from '../../errors.ts'
import { isNullish } from '../expression/operands.ts'
import { MISSING } from '../paths.ts'
import { replaceDocument } from '../update/replace.ts'
import { describe } from '../values/describe.ts'
import { type Document, isDocument, typeOf } from '../values/types.ts'
import { bindLet } from './let.ts'
import type { Merge, StageContext } from './stage.ts'

const FIELDS = new Set(['into', 'on', 'let', 'whenMatched', 'whenNotMatched'])
const WHEN_MATCHED = ['replace', 'merge', 'keepExisting', 'fail'] as const
const WHEN_NOT_MATCHED = ['insert', 'discard', 'fail'] as const

type WhenMatched = (typeof WHEN_MATCHED)[number] | unknown[]

function readOn(on: unknown): string[] {
  if (on === undefined) return ['_id']
  if (typeof on === 'string') return [on]
  if (!Array.isArray(on))
    fail(
      'Location51186',
      `$merge 'on' field must be either a string or an array of strings, but found ${typeOf(on)}`,
    )
  if (on.length === 0)
    fail('Location51187', "If explicitly specifying $merge 'on', must include at least one field")
  for (const path of on)
    if (typeof path !== 'string')
      fail('Location51134', `$merge 'on' array elements must be strings, but found ${typeOf(path)}`)
  const twice = on.find((path, at) => on.indexOf(path) < at)
  if (twice !== undefined) fail('Location31465', `Found a duplicate field '${twice}'`)
  return on
}

function readMode<Mode extends string>(value: unknown, modes: readonly Mode[], field: string): Mode {
  if (typeof value !== 'string')
    fail(
      'TypeMismatch',
      `BSON field '$merge.${field}' is the wrong type '${typeOf(value)}', expected type 'string'`,
    )
  return (
    modes.find((mode) => mode === value) ??
    fail('BadValue', `Enumeration value '${value}' for field '$merge.${field}' is not a valid value.`)
  )
}

function readWhenMatched(value: unknown): WhenMatched {
  if (Array.isArray(value)) return value
  if (typeof value !== 'string')
    fail(
      'Location51191',
      `$merge 'whenMatched' field must be either a string or an array, but found ${typeOf(value)}`,
    )
  return readMode(value, WHEN_MATCHED, 'whenMatched')
}

function readVariables(variables: unknown, whenMatched: WhenMatched): Document {
  if (variables !== undefined && !isDocument(variables))
    fail(
      'TypeMismatch',
      `BSON field '$merge.let' is the wrong type '${typeOf(variables)}', expected type 'object'`,
    )
  if (variables && !Array.isArray(whenMatched))
    fail('Location51199', `Cannot use 'let' variables with 'whenMatched: ${whenMatched}' mode`)
  const incoming = variables?.['new'] ?? '$$ROOT'
  if (incoming !== '$$ROOT')
    fail('Location51273', "'let' may not define a value for the reserved 'new' variable other than '$$ROOT'")
  return { ...variables, new: '$$ROOT' }
}

/** A value by a path of documents only. */
function nested(doc: Document, path: string): unknown {
  let value: unknown = doc
  for (const name of path.split('.')) {
    if (!isDocument(value) || !Object.hasOwn(value, name)) return MISSING
    value = value[name]
  }
  return value
}

function filterFor(doc: Document, on: string[]): Document {
  const conditions = on.map((path) => {
    const value = nested(doc, path)
    if (Array.isArray(value)) fail('Location51185', `$merge write error: 'on' field '${path}' is an array`)
    if (isNullish(value))
      fail(
        'Location51132',
        `$merge write error: 'on' field '${path}' cannot be missing, null or undefined; full document: ${describe(doc)}`,
      )
    return [path, { $eq: value }]
  })
  return Object.fromEntries(conditions)
}

type Combine = (existing: Document, doc: Document) => Document

function compilePipelineMode(stages: unknown[], variables: Document, context: StageContext): Combine {
  const { set, inner } = bindLet(Object.entries(variables), context.scope)
  const run = context.compilePipeline(stages, { ...context, scope: inner }, 'update')
  return (existing, doc) => {
    set(doc)
    const [result = existing] = run([existing])
    return result
  }
}

function combineBy(mode: (typeof WHEN_MATCHED)[number]): Combine {
  switch (mode) {
    case 'replace':
      return (_existing, doc) => doc
    case 'merge':
      return (existing, doc) => ({ ...existing, ...doc })
    case 'keepExisting':
      return (existing) => existing
    case 'fail':
      return () => fail('DuplicateKey', '$merge found a matching document and whenMatched is fail')
  }
}

/** Compiles the argument of `$merge`. Throws the errors that MongoDB has for it. */
export function compileMerge(spec: Document, context: StageContext): Merge {
  for (const name of Object.keys(spec))
    if (!FIELDS.has(name)) fail('IDLUnknownField', `BSON field '$merge.${name}' is an unknown field.`)
  const on = readOn(spec['on'])
  const whenMatched = readWhenMatched(spec['whenMatched'] ?? 'merge')
  const whenNotMatched = readMode(spec['whenNotMatched'] ?? 'insert', WHEN_NOT_MATCHED, 'whenNotMatched')
  if ((whenMatched === 'fail' || whenMatched === 'keepExisting') && whenNotMatched !== 'insert')
    fail(
      'Location51181',
      `Combination of $merge modes 'whenMatched: ${whenMatched}' and 'whenNotMatched: ${whenNotMatched}' is not supported`,
    )
  const variables = readVariables(spec['let'], whenMatched)
  const combine = Array.isArray(whenMatched)
    ? compilePipelineMode(whenMatched, variables, context)
    : combineBy(whenMatched)
  return {
    on,
    whenNotMatched,
    filterFor: (doc) => filterFor(doc, on),
    combine: (existing, doc) => replaceDocument(existing, combine(existing, doc)),
  }
}
