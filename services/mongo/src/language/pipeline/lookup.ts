import { fail } from '../../errors.ts'
import { parseFieldPath } from '../expression/field-path.ts'
import { MISSING, visitPath } from '../paths.ts'
import { refuse } from '../refuse.ts'
import type { StringOrder } from '../values/compare.ts'
import { KeyMap } from '../values/key-set.ts'
import { type Document, isDocument, typeOf } from '../values/types.ts'
import { bindLet } from './let.ts'
import type { CompileStage, Run, StageContext } from './stage.ts'
import { withNested } from './unwind.ts'

/** The values that a local field joins on: elements of arrays, null for nothing. */
function localValues(doc: Document, path: string[]): unknown[] {
  const values: unknown[] = []
  visitPath(doc, path, 'elements', (value) => {
    if (value !== MISSING) values.push(value)
    return false
  })
  return values.length === 0 ? [null] : values
}

/** Finds the documents of a collection by the values of a field. */
type FindForeign = (values: unknown[]) => Document[]

/** All documents of a collection, arranged by the values that an equality on the field would match. */
function arrange(documents: Iterable<Document>, field: string, strings: StringOrder): FindForeign {
  const path = field.split('.')
  const all: Document[] = []
  const positions = new KeyMap<number[]>(strings)
  const add = (value: unknown, position: number) => {
    const known = positions.get(value)
    if (!known) positions.set(value, [position])
    else if (known.at(-1) !== position) known.push(position)
  }
  for (const doc of documents) {
    const position = all.push(doc) - 1
    visitPath(doc, path, 'elements-and-array', (value) => {
      add(value === MISSING ? null : value, position)
      return false
    })
  }
  return (values) => {
    const found = new Set(values.flatMap((value) => positions.get(value) ?? []))
    return [...found].sort((a, b) => a - b).map((position) => all[position] as Document)
  }
}

/** Reads the foreign collection when first needed, through an index if there is one. */
function compileJoin(from: string, field: string, context: StageContext): () => FindForeign {
  const { resolver, scope } = context
  return () => {
    const indexed = resolver.indexed?.(from, field)
    if (!indexed) return arrange(resolver.collection(from), field, scope.strings)
    return (values) => arrange(indexed(values), field, scope.strings)(values)
  }
}

interface LookupArgument {
  from: string | undefined
  as: string[]
  localField: string[] | undefined
  foreignField: string | undefined
  variables: [string, unknown][]
  pipeline: unknown[] | undefined
}

const FIELDS = ['from', 'as', 'localField', 'foreignField', 'let', 'pipeline']

function stringArgument(argument: Document, name: string): string | undefined {
  const value = argument[name]
  if (value === undefined) return undefined
  if (name === 'from' && isDocument(value)) refuse("A $lookup 'from' another database")
  if (typeof value !== 'string')
    fail('FailedToParse', `$lookup argument '${name}' must be a string, found ${name}: ${typeOf(value)}`)
  return value
}

function parseLookup(argument: unknown): LookupArgument {
  if (!isDocument(argument))
    fail('FailedToParse', `the $lookup specification must be an Object, but found ${typeOf(argument)}`)
  for (const name of Object.keys(argument))
    if (!FIELDS.includes(name)) fail('FailedToParse', `unknown argument to $lookup: ${name}`)
  const from = stringArgument(argument, 'from')
  const as = stringArgument(argument, 'as')
  const localField = stringArgument(argument, 'localField')
  const foreignField = stringArgument(argument, 'foreignField')
  const { pipeline, let: variables } = argument
  if (as === undefined) fail('FailedToParse', "must specify 'as' field for a $lookup")
  if (pipeline !== undefined && !Array.isArray(pipeline))
    fail('TypeMismatch', "'pipeline' option must be specified as an array")
  if (variables !== undefined && !isDocument(variables))
    fail('FailedToParse', `$lookup argument 'let' must be an object, found ${typeOf(variables)}`)
  if ((localField === undefined) !== (foreignField === undefined))
    fail(
      'FailedToParse',
      "$lookup requires both or neither of 'localField' and 'foreignField' to be specified",
    )
  if (!pipeline && localField === undefined)
    fail(
      'FailedToParse',
      "$lookup requires either 'pipeline' or both 'localField' and 'foreignField' to be specified",
    )
  if (variables && !pipeline)
    fail('FailedToParse', "$lookup with a 'let' argument must also specify 'pipeline'")
  return {
    from,
    as: parseFieldPath(as),
    localField: localField === undefined ? undefined : parseFieldPath(localField),
    foreignField,
    variables: Object.entries(variables ?? {}),
    pipeline,
  }
}

function beginsWithDocuments(pipeline: unknown[]): boolean {
  const [first] = pipeline
  return isDocument(first) && Object.hasOwn(first, '$documents')
}

function compileSubPipeline(spec: LookupArgument, context: StageContext) {
  const { set, inner } = bindLet(spec.variables, context.scope)
  const run: Run = spec.pipeline
    ? context.compilePipeline(spec.pipeline, { ...context, scope: inner, isCorrelated: true }, '$lookup')
    : (source) => source
  return { set, run }
}

export const compileLookup: CompileStage = (argument, context) => {
  const spec = parseLookup(argument)
  const { from, localField, foreignField } = spec
  if (from === undefined && !(spec.pipeline && beginsWithDocuments(spec.pipeline)))
    fail('FailedToParse', "must specify 'pipeline' when 'from' is empty")
  const { set, run } = compileSubPipeline(spec, context)
  const join =
    from !== undefined && foreignField !== undefined ? compileJoin(from, foreignField, context) : undefined
  const collection = () => (from === undefined ? [] : context.resolver.collection(from))
  const isFixed = spec.variables.length === 0 && !join && !context.isCorrelated
  // Read once for the whole command, which sees one state of the collections.
  let find: FindForeign | undefined
  let foreign: Document[] | undefined
  let fixed: Document[] | undefined
  return function* (source) {
    for (const doc of source) {
      set(doc)
      let joined: Document[]
      if (join && localField) {
        find ??= join()
        joined = [...run(find(localValues(doc, localField)))]
      } else if (isFixed) {
        fixed ??= [...run(collection())]
        joined = fixed
      } else {
        foreign ??= [...collection()]
        joined = [...run(foreign)]
      }
      yield withNested(doc, spec.as, joined)
    }
  }
}
