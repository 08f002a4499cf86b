import { Long } from 'bson'
import { fail } from '../../errors.ts'
import { integral64 } from '../expression/arguments.ts'
import { compileExpression, envOf } from '../expression/compile.ts'
import { parseFieldPath } from '../expression/field-path.ts'
import { filterContextOf } from '../options.ts'
import { MISSING, visitPath } from '../paths.ts'
import { compileDocument } from '../query/compile.ts'
import { KeyMap, KeySet } from '../values/key-set.ts'
import { type Document, isDocument, typeOf } from '../values/types.ts'
import type { CompileStage, StageContext } from './stage.ts'
import { withNested } from './unwind.ts'

interface GraphArgument {
  from: string
  startWith: unknown
  connectFromField: string[]
  connectToField: string[]
  as: string[]
  maxDepth: number
  depthField: string[] | undefined
  restrict: Document | undefined
}

const FIELDS = [
  'from',
  'startWith',
  'connectFromField',
  'connectToField',
  'as',
  'maxDepth',
  'depthField',
  'restrictSearchWithMatch',
]

function textArgument(argument: Document, name: string): string {
  const value = argument[name]
  if (typeof value !== 'string')
    fail('Location40103', `expected string as argument for ${name}, found: ${typeOf(value)}`)
  return value
}

function parseGraphLookup(argument: unknown): GraphArgument {
  if (!isDocument(argument)) fail('Location40327', 'the $graphLookup stage specification must be an object')
  for (const name of Object.keys(argument))
    if (!FIELDS.includes(name)) fail('Location40104', `Unknown argument to $graphLookup: ${name}`)
  for (const name of ['from', 'as', 'startWith', 'connectFromField', 'connectToField'])
    if (!Object.hasOwn(argument, name))
      fail(
        'Location40105',
        "$graphLookup requires 'from', 'as', 'startWith', 'connectFromField', and 'connectToField' to be specified.",
      )
  const { maxDepth, restrictSearchWithMatch: restrict } = argument
  const depth = maxDepth === undefined ? Infinity : Number(integral64(maxDepth) ?? Number.NaN)
  if (!(depth >= 0)) fail('Location40101', 'maxDepth requires a nonnegative argument')
  if (restrict !== undefined && !isDocument(restrict))
    fail('Location40185', `restrictSearchWithMatch must be an object, found ${typeOf(restrict)}`)
  return {
    from: textArgument(argument, 'from'),
    startWith: argument['startWith'],
    connectFromField: parseFieldPath(textArgument(argument, 'connectFromField')),
    connectToField: parseFieldPath(textArgument(argument, 'connectToField')),
    as: parseFieldPath(textArgument(argument, 'as')),
    maxDepth: depth,
    depthField:
      argument['depthField'] === undefined ? undefined : parseFieldPath(textArgument(argument, 'depthField')),
    restrict,
  }
}

function valuesAt(doc: Document, path: string[]): unknown[] {
  const values: unknown[] = []
  visitPath(doc, path, 'elements', (value) => {
    if (value !== MISSING) values.push(value)
    return false
  })
  return values
}

/** The documents of the collection by the values of the field that connections lead to. */
function readGraph(spec: GraphArgument, context: StageContext): KeyMap<Document[]> {
  const filters = filterContextOf(context.scope)
  const allowed = spec.restrict ? compileDocument(spec.restrict, filters) : () => true
  const byValue = new KeyMap<Document[]>(context.scope.strings)
  for (const doc of context.resolver.collection(spec.from)) {
    if (!allowed(doc, null)) continue
    visitPath(doc, spec.connectToField, 'elements-and-array', (value) => {
      const key = value === MISSING ? null : value
      const known = byValue.get(key)
      if (!known) byValue.set(key, [doc])
      else if (known.at(-1) !== doc) known.push(doc)
      return false
    })
  }
  return byValue
}

function search(
  start: unknown,
  graph: KeyMap<Document[]>,
  spec: GraphArgument,
  context: StageContext,
): Document[] {
  const visited = new KeySet(context.scope.strings)
  const searched = new KeySet(context.scope.strings)
  const results: Document[] = []
  let frontier = Array.isArray(start) ? start : [start === MISSING ? null : start]
  for (let depth = 0; frontier.length > 0 && depth <= spec.maxDepth; depth++) {
    const next: unknown[] = []
    for (const value of frontier) {
      if (!searched.add(value)) continue
      for (const doc of graph.get(value) ?? []) {
        if (!visited.add(doc['_id'])) continue
        results.push(spec.depthField ? withNested(doc, spec.depthField, Long.fromNumber(depth)) : doc)
        next.push(...valuesAt(doc, spec.connectFromField))
      }
    }
    frontier = next
  }
  return results
}

export const compileGraphLookup: CompileStage = (argument, context) => {
  const spec = parseGraphLookup(argument)
  const startWith = compileExpression(spec.startWith, context.scope)
  let graph: KeyMap<Document[]> | undefined
  return function* (source) {
    for (const doc of source) {
      graph ??= readGraph(spec, context)
      yield withNested(doc, spec.as, search(startWith(envOf(doc)), graph, spec, context))
    }
  }
}
