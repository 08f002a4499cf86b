import { fail } from '../../errors.ts'
import { compileExpression } from '../expression/compile.ts'
import { bindVariable, type Evaluate } from '../expression/evaluate.ts'
import { describe } from '../values/describe.ts'
import { setOwn } from '../values/set-own.ts'
import { type Document, isDocument, typeOf } from '../values/types.ts'
import type { CompileStage } from './stage.ts'

export const compileFacet: CompileStage = (argument, context) => {
  if (!isDocument(argument) || Object.keys(argument).length === 0)
    fail('Location40169', 'the $facet specification must be a non-empty object')
  const facets = Object.entries(argument).map(([name, stages]) => {
    if (name.startsWith('$'))
      fail(
        'Location16410',
        `FieldPath field names may not start with '$'. Consider using $getField or $setField.`,
      )
    if (name.includes('.')) fail('Location40170', `field '${name}' of $facet must not contain '.'`)
    if (!Array.isArray(stages))
      fail('Location40170', `arguments to $facet must be arrays, ${name} is type ${typeOf(stages)}`)
    return { name, run: context.compilePipeline(stages, context, '$facet') }
  })
  return function* (source) {
    const documents = [...source]
    yield Object.fromEntries(facets.map(({ name, run }) => [name, [...run(documents)]]))
  }
}

export const compileUnionWith: CompileStage = (argument, context) => {
  if (!isDocument(argument) && typeof argument !== 'string')
    fail(
      'FailedToParse',
      `the $unionWith stage specification must be an object or string, but found ${typeOf(argument)}`,
    )
  const given = isDocument(argument) ? argument : { coll: argument }
  for (const name of Object.keys(given))
    if (name !== 'coll' && name !== 'pipeline')
      fail('IDLUnknownField', `BSON field '$unionWith.${name}' is an unknown field.`)
  const { coll, pipeline = [] } = given
  if (coll !== undefined && typeof coll !== 'string')
    fail(
      'TypeMismatch',
      `BSON field '$unionWith.coll' is the wrong type '${typeOf(coll)}', expected type 'string'`,
    )
  if (!Array.isArray(pipeline))
    fail(
      'TypeMismatch',
      `BSON field '$unionWith.pipeline' is the wrong type '${typeOf(pipeline)}', expected type 'array'`,
    )
  const first = pipeline[0]
  if (coll === undefined && !(isDocument(first) && Object.hasOwn(first, '$documents')))
    fail(
      'FailedToParse',
      '$unionWith stage without explicit collection must have a pipeline with $documents as first stage',
    )
  const run = context.compilePipeline(pipeline, context, '$unionWith')
  return function* (source) {
    yield* source
    yield* run(coll === undefined ? [] : context.resolver.collection(coll))
  }
}

/** What `$redact` decides about a document. */
const KEEP = '$$KEEP'
const PRUNE = '$$PRUNE'
const DESCEND = '$$DESCEND'

export const compileRedact: CompileStage = (argument, context) => {
  // CURRENT is the level that the expression looks at; the decisions are values that no document has.
  const current = bindVariable(context.scope, 'CURRENT')
  let scope = current.scope
  const decisions = ['KEEP', 'PRUNE', 'DESCEND'].map((name) => {
    const bound = bindVariable(scope, name)
    scope = bound.scope
    return { slot: bound.slot, value: `$$${name}` }
  })
  const evaluate: Evaluate = compileExpression(argument, scope)
  const decide = (root: Document, level: Document): unknown => {
    const env = { root, slots: [] as unknown[] }
    env.slots[current.slot] = level
    for (const { slot, value } of decisions) env.slots[slot] = value
    return evaluate(env)
  }
  const redactValue = (root: Document, value: unknown): unknown => {
    if (isDocument(value)) return redact(root, value)
    if (!Array.isArray(value)) return value
    return value.map((element) => redactValue(root, element)).filter((element) => element !== undefined)
  }
  const redact = (root: Document, level: Document): Document | undefined => {
    const decision = decide(root, level)
    if (decision === KEEP) return level
    if (decision === PRUNE) return undefined
    if (decision !== DESCEND)
      fail(
        'Location17053',
        `$redact's expression should not return anything aside from the variables $$KEEP, $$DESCEND, and $$PRUNE, but returned ${describe(decision)}`,
      )
    const kept: Document = {}
    for (const [name, value] of Object.entries(level)) {
      const inner = redactValue(root, value)
      if (inner !== undefined || value === undefined) setOwn(kept, name, inner)
    }
    return kept
  }
  return function* (source) {
    for (const doc of source) {
      const kept = redact(doc, doc)
      if (kept) yield kept
    }
  }
}
