import { fail } from '../../errors.ts'
import { isAccumulator } from '../accumulators/compile.ts'
import { compileExpression, envOf } from '../expression/compile.ts'
import { MISSING } from '../paths.ts'
import { computeFields } from '../projection/apply.ts'
import { addLeaf, newTree } from '../projection/tree.ts'
import { compileSortKey } from '../sort.ts'
import { compareWith } from '../values/compare.ts'
import { type Document, isDocument, typeOf } from '../values/types.ts'
import type { CompileStage, StageContext } from './stage.ts'
import { compileWindowAccumulator } from './window-accumulators.ts'
import { type Bounds, parseWindow } from './window-bounds.ts'
import type { WindowFunction } from './window-function.ts'
import { compileWindowFunction, isWindowFunction } from './window-functions.ts'

/** One field of the output: for each document of a sorted partition, its value. */
interface Output {
  path: string[]
  values(partition: Document[]): unknown[]
}

function parseSortBy(given: unknown): Document | undefined {
  if (given === undefined) return undefined
  if (!isDocument(given))
    fail(
      'TypeMismatch',
      `BSON field '$setWindowFields.sortBy' is the wrong type '${typeOf(given)}', expected type 'object'`,
    )
  return Object.keys(given).length === 0 ? undefined : given
}

function compileOutput(
  name: string,
  spec: unknown,
  sortBy: Document | undefined,
  context: StageContext,
): Output {
  const path = name.split('.')
  if (!isDocument(spec)) fail('FailedToParse', `The field '${name}' must be an object`)
  const operators = Object.keys(spec).filter((key) => key !== 'window')
  const [operator] = operators
  if (operator === undefined || operators.length > 1 || !operator.startsWith('$'))
    fail(
      'FailedToParse',
      `Expected a $-prefixed window function${operator === undefined ? '' : `, ${operator}`}`,
    )
  if (!isAccumulator(operator) && !isWindowFunction(operator))
    fail('FailedToParse', `Unrecognized window function, ${operator}`)
  const bounds: Bounds | undefined = Object.hasOwn(spec, 'window')
    ? parseWindow(spec['window'], sortBy)
    : undefined
  const compile: WindowFunction = isWindowFunction(operator)
    ? compileWindowFunction(operator)
    : compileWindowAccumulator(operator)
  return { path, values: compile(spec[operator], { bounds, sortBy, context, name: operator }) }
}

interface Row {
  doc: Document
  partition: unknown
  key: unknown[]
  at: number
}

function checkArguments(argument: unknown): Document {
  if (!isDocument(argument))
    fail(
      'FailedToParse',
      `the $setWindowFields stage specification must be an object, found ${typeOf(argument)}`,
    )
  for (const name of Object.keys(argument))
    if (!['partitionBy', 'sortBy', 'output'].includes(name))
      fail('IDLUnknownField', `BSON field '$setWindowFields.${name}' is an unknown field.`)
  if (!Object.hasOwn(argument, 'output'))
    fail('IDLFailedToParse', "BSON field '$setWindowFields.output' is missing but a required field")
  return argument
}

function* partitions(rows: Row[], same: (a: Row, b: Row) => boolean): Iterable<Document[]> {
  let from = 0
  for (let at = 1; at <= rows.length; at++) {
    const [before, row] = [rows[at - 1], rows[at]]
    if (before && row && same(before, row)) continue
    if (before) yield rows.slice(from, at).map(({ doc }) => doc)
    from = at
  }
}

export const compileSetWindowFields: CompileStage = (argument, context) => {
  const given = checkArguments(argument)
  const { scope } = context
  const sortBy = parseSortBy(given['sortBy'])
  const output = given['output']
  if (!isDocument(output))
    fail(
      'TypeMismatch',
      `BSON field '$setWindowFields.output' is the wrong type '${typeOf(output)}', expected type 'object'`,
    )
  const outputs = Object.entries(output).map(([name, spec]) => compileOutput(name, spec, sortBy, context))
  const partitionOf = compileExpression(given['partitionBy'] ?? null, scope)
  const order = sortBy ? compileSortKey(sortBy, scope.strings, scope.constants.textScore) : undefined
  const byPartition = (a: Row, b: Row) => compareWith(a.partition, b.partition, scope.strings)
  const inOrder = (a: Row, b: Row) => byPartition(a, b) || (order?.compare(a.key, b.key) ?? 0) || a.at - b.at
  return function* (source) {
    const rows: Row[] = []
    for (const doc of source) {
      const partition = partitionOf(envOf(doc))
      if (Array.isArray(partition))
        fail('TypeMismatch', 'An expression used to partition cannot evaluate to value of type array')
      rows.push({
        doc,
        partition: partition === MISSING ? null : partition,
        key: order?.keyOf(doc) ?? [],
        at: rows.length,
      })
    }
    rows.sort(inOrder)
    for (const partition of partitions(rows, (a, b) => byPartition(a, b) === 0)) {
      const columns = outputs.map(({ values }) => values(partition))
      for (const [at, doc] of partition.entries()) {
        const tree = newTree()
        outputs.forEach(({ path }, i) => {
          addLeaf(tree, path, { kind: 'computed', evaluate: () => columns[i]?.[at] })
        })
        yield computeFields(doc, tree, envOf(doc))
      }
    }
  }
}
