import { fail } from '../../errors.ts'
import { describe } from '../values/describe.ts'
import { type Document, isDocument, typeOf } from '../values/types.ts'
import { parseAddToSet, parsePop, parsePull, parsePullAll, parsePush } from './array-operators.ts'
import {
  parseBit,
  parseCurrentDate,
  parseInc,
  parseMax,
  parseMin,
  parseMul,
  parseSet,
  parseUnset,
} from './field-operators.ts'
import type { FieldUpdate, ParseUpdate, UpdateContext } from './operator.ts'
import { type Component, checkConflicts, comparePaths, isDynamic, parseUpdatePath } from './path.ts'

/** One operator on one path. */
export interface Leaf {
  components: Component[]
  names: string[]
  update: FieldUpdate
  onInsertOnly: boolean
  /** For `$rename`: the path that the value comes from. */
  source?: string[]
}

const OPERATORS: Record<string, ParseUpdate> = {
  $set: parseSet,
  $setOnInsert: parseSet,
  $unset: parseUnset,
  $inc: parseInc,
  $mul: parseMul,
  $min: parseMin,
  $max: parseMax,
  $currentDate: parseCurrentDate,
  $bit: parseBit,
  $push: parsePush,
  $addToSet: parseAddToSet,
  $pop: parsePop,
  $pull: parsePull,
  $pullAll: parsePullAll,
}

function parseRename(from: string, to: unknown, context: UpdateContext): Leaf {
  if (typeof to !== 'string')
    fail('BadValue', `The 'to' field for $rename must be a string: ${from}: ${describe(to)}`)
  const source = parseUpdatePath(from)
  const target = parseUpdatePath(to)
  if (from === to)
    fail('BadValue', `The source and target field for $rename must differ: ${from}: ${describe(to)}`)
  if (`${to}.`.startsWith(`${from}.`) || `${from}.`.startsWith(`${to}.`))
    fail(
      'BadValue',
      `The source and target field for $rename must not be on the same path: ${from}: ${describe(to)}`,
    )
  if (isDynamic(source)) fail('BadValue', `The source field for $rename may not be dynamic: ${from}`)
  if (isDynamic(target)) fail('BadValue', `The destination field for $rename may not be dynamic: ${to}`)
  return {
    components: target,
    names: to.split('.'),
    update: parseSet(undefined, to, context),
    onInsertOnly: false,
    source: from.split('.'),
  }
}

function parseOperator(name: string, fields: unknown, context: UpdateContext): Leaf[] {
  const parse = Object.hasOwn(OPERATORS, name) ? OPERATORS[name] : undefined
  if (!parse && name !== '$rename')
    fail(
      'FailedToParse',
      `Unknown modifier: ${name}. Expected a valid update modifier or pipeline-style update specified as an array`,
    )
  if (!isDocument(fields))
    fail(
      'FailedToParse',
      `Modifiers operate on fields but we found type ${typeOf(fields)} instead. For example: {$mod: {<field>: ...}} not {${name}: ${describe(fields)}}`,
    )
  return Object.entries(fields).map(([path, argument]) => {
    if (!parse) return parseRename(path, argument, context)
    return {
      components: parseUpdatePath(path),
      names: path.split('.'),
      update: parse(argument, path, context),
      onInsertOnly: name === '$setOnInsert',
    }
  })
}

/** Reads an update of operators into leaves in the order they apply. Throws MongoDB's parse errors. */
export function parseModifiers(update: Document, context: UpdateContext): Leaf[] {
  const leaves = Object.entries(update).flatMap(([name, fields]) => parseOperator(name, fields, context))
  leaves.sort((a, b) => comparePaths(a.names, b.names))
  const paths = leaves.flatMap((leaf) => (leaf.source ? [leaf.names, leaf.source] : [leaf.names]))
  checkConflicts(paths.sort(comparePaths))
  return leaves
}

/** The identifiers that a path uses. Throws BadValue for one without an array filter. */
export function identifiersOf(leaf: Leaf, known: (identifier: string) => boolean): string[] {
  return leaf.components.flatMap((component) => {
    if (component.kind !== 'elements' || component.filter === null) return []
    if (!known(component.filter))
      fail(
        'BadValue',
        `No array filter found for identifier '${component.filter}' in path '${leaf.names.join('.')}'`,
      )
    return [component.filter]
  })
}
