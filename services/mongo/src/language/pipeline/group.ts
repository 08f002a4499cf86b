import { Int32 } from 'bson'
import { fail } from '../../errors.ts'
import type { Accumulator, AccumulatorSpec } from '../accumulators/accumulator.ts'
import { compileAccumulator } from '../accumulators/compile.ts'
import { compileExpression, envOf } from '../expression/compile.ts'
import type { Evaluate, Scope } from '../expression/evaluate.ts'
import { MISSING } from '../paths.ts'
import type { StringOrder } from '../values/compare.ts'
import { KeyMap } from '../values/key-set.ts'
import { setOwn } from '../values/set-own.ts'
import { type Document, isDocument, typeOf } from '../values/types.ts'
import type { CompileStage, Run } from './stage.ts'

/** The accumulated fields of a group, by name. */
export type Outputs = [name: string, spec: AccumulatorSpec][]

/** Compiles `{ field: { $accumulator: … }, … }`. */
export function compileOutputs(fields: [string, unknown][], scope: Scope): Outputs {
  return fields.map(([name, value]) => {
    if (name.includes('.')) fail('Location40235', `The field name '${name}' cannot contain '.'`)
    if (name.startsWith('$')) fail('Location40236', `The field name '${name}' cannot be an operator name`)
    if (!isDocument(value)) fail('Location40234', `The field '${name}' must be an accumulator object`)
    const [operator, ...others] = Object.keys(value)
    if (operator === undefined || others.length > 0)
      fail('Location40238', `The field '${name}' must specify one accumulator`)
    if (!operator.startsWith('$')) fail('Location40234', `The field '${name}' must be an accumulator object`)
    return [name, compileAccumulator(operator, value[operator], scope)]
  })
}

/** A group while documents come in. */
export class Group {
  readonly key: unknown
  readonly #outputs: Outputs
  readonly #states: Accumulator[]

  constructor(key: unknown, outputs: Outputs) {
    this.key = key
    this.#outputs = outputs
    this.#states = outputs.map(([, spec]) => spec.create(key))
  }

  add(doc: Document): void {
    const env = envOf(doc)
    this.#outputs.forEach(([, spec], i) => {
      this.#states[i]?.add(spec.evaluate(env))
    })
  }

  /** The document of the group; what an accumulator leaves missing is null. */
  result(): Document {
    const result: Document = { _id: this.key }
    this.#outputs.forEach(([name], i) => {
      const value = this.#states[i]?.value()
      setOwn(result, name, value === MISSING ? null : value)
    })
    return result
  }
}

/** Runs a grouping by a key expression; groups come in the order of their first document. */
function groupBy(keyOf: Evaluate, outputs: Outputs, strings: StringOrder): Run {
  return function* (source) {
    const groups: Group[] = []
    const byKey = new KeyMap<Group>(strings)
    for (const doc of source) {
      const value = keyOf(envOf(doc))
      const key = value === MISSING ? null : value
      let group = byKey.get(key)
      if (!group) {
        group = new Group(key, outputs)
        byKey.set(key, group)
        groups.push(group)
      }
      group.add(doc)
    }
    for (const group of groups) yield group.result()
  }
}

const compileGroup: CompileStage = (argument, { scope }) => {
  if (!isDocument(argument)) fail('Location15947', "a group's fields must be specified in an object")
  if (!Object.hasOwn(argument, '_id')) fail('Location15955', 'a group specification must include an _id')
  const fields = Object.entries(argument).filter(([name]) => name !== '_id')
  return groupBy(compileExpression(argument['_id'], scope), compileOutputs(fields, scope), scope.strings)
}

const compileSortByCount: CompileStage = (argument, context) => {
  const isExpression = isDocument(argument) && Object.keys(argument)[0]?.startsWith('$')
  const isPath = typeof argument === 'string' && argument.startsWith('$')
  if (isDocument(argument) && !isExpression)
    fail(
      'Location40147',
      'the sortByCount field must be defined as a $-prefixed path or an expression inside an object',
    )
  if (typeof argument === 'string' && !isPath)
    fail(
      'Location40148',
      'the sortByCount field must be defined as a $-prefixed path or an expression inside an object',
    )
  if (!isExpression && !isPath)
    fail(
      'Location40149',
      `the sortByCount field must be specified as a string or as an object, but found ${typeOf(argument)}`,
    )
  const stages = [
    { $group: { _id: argument, count: { $sum: new Int32(1) } } },
    { $sort: { count: new Int32(-1) } },
  ]
  return context.compilePipeline(stages, context, 'command')
}

export const GROUP_STAGES: Record<string, CompileStage> = {
  $group: compileGroup,
  $sortByCount: compileSortByCount,
}
