import { calculateObjectSize, Int32, Long, type Timestamp } from 'bson'
import { fail } from '../../errors.ts'
import { getField, MISSING } from '../paths.ts'
import { refuse } from '../refuse.ts'
import { binaryParts } from '../values/compare.ts'
import { describe } from '../values/describe.ts'
import { setOwn } from '../values/set-own.ts'
import { type Document, isDocument } from '../values/types.ts'
import { compileExpression } from './compile.ts'
import type { CompileOperator, Evaluate, Scope } from './evaluate.ts'
import { compileOperands, isNullish, namedArguments, typeNameOf, unary } from './operands.ts'

/** Merges documents from left to right; later fields win and keep the place of the first. */
const compileMergeObjects: CompileOperator = (argument, scope) => {
  const operands = compileOperands(argument, scope)
  return (env) => {
    const merged: Document = {}
    for (const operand of operands) mergeInto(merged, operand(env))
    return merged
  }
}

/** Adds a document's fields to another; null and missing add nothing. */
export function mergeInto(target: Document, value: unknown): void {
  if (isNullish(value)) return
  if (!isDocument(value))
    fail(
      'Location40400',
      `$mergeObjects requires object inputs, but input ${describe(value)} is of type ${typeNameOf(value)}`,
    )
  for (const [name, field] of Object.entries(value)) setOwn(target, name, field)
}

/** The name of a field: an expression that is constant, as MongoDB requires for writing operators. */
function compileFieldName(name: string, given: unknown, scope: Scope): Evaluate {
  const isDynamic = typeof given === 'string' ? given.startsWith('$') : !isDocument(given)
  if (isDynamic)
    fail(
      'Location4161106',
      `${name} requires 'field' to evaluate to a constant, but got a non-constant argument`,
    )
  const isLiteral = isDocument(given) && !('$literal' in given) && !('$const' in given)
  if (isLiteral)
    fail(
      'Location4161106',
      `${name} requires 'field' to evaluate to a constant, but got a non-constant argument`,
    )
  return compileExpression(given, scope)
}

const compileGetField: CompileOperator = (argument, scope, name) => {
  const isFull =
    isDocument(argument) && (Object.hasOwn(argument, 'field') || Object.hasOwn(argument, 'input'))
  const given = isFull
    ? namedArguments(name, argument, ['field', 'input'], ['field', 'input'], {
        notAnObject: 'Location3041701',
        unknown: 'Location3041701',
        missing: 'Location3041702',
      })
    : { field: argument, input: '$$CURRENT' }
  const field = compileExpression(given['field'], scope)
  const input = compileExpression(given['input'], scope)
  return (env) => {
    const fieldName = field(env)
    if (typeof fieldName !== 'string')
      fail(
        'Location3041704',
        `$getField requires 'field' to evaluate to type String, but got ${typeNameOf(fieldName)}`,
      )
    const value = input(env)
    if (isNullish(value)) return value === MISSING ? MISSING : null
    return isDocument(value) ? getField(value, fieldName) : MISSING
  }
}

function compileSet(name: string, given: Document, scope: Scope, evaluateValue: Evaluate): Evaluate {
  const field = compileFieldName(name, given['field'], scope)
  const input = compileExpression(given['input'], scope)
  return (env) => {
    const fieldName = field(env)
    if (typeof fieldName !== 'string')
      fail(
        'Location4161107',
        `${name} requires 'field' to evaluate to type String, but got ${typeNameOf(fieldName)}`,
      )
    const container = input(env)
    if (isNullish(container)) return null
    if (!isDocument(container))
      fail(
        'Location4161105',
        `${name} requires 'input' to evaluate to type Object, but got ${typeNameOf(container)}`,
      )
    const value = evaluateValue(env)
    if (value !== MISSING) return { ...container, [fieldName]: value }
    const { [fieldName]: _removed, ...rest } = container
    return rest
  }
}

const SET_ERRORS = {
  notAnObject: 'Location4161100',
  unknown: 'Location4161101',
  missing: 'Location4161102',
} as const

const compileSetField: CompileOperator = (argument, scope, name) => {
  const fields = ['field', 'input', 'value'] as const
  const given = namedArguments(name, argument, fields, fields, SET_ERRORS)
  return compileSet(name, given, scope, compileExpression(given['value'], scope))
}

const compileUnsetField: CompileOperator = (argument, scope, name) => {
  const fields = ['field', 'input'] as const
  const given = namedArguments(name, argument, fields, fields, SET_ERRORS)
  return compileSet(name, given, scope, () => MISSING)
}

function timestampPart(name: string, code: `Location${number}`, read: (value: Timestamp) => number) {
  return unary((value) => {
    if (isNullish(value)) return null
    if (typeNameOf(value) !== 'timestamp')
      fail(code, ` Argument to ${name} must be a timestamp, but is ${typeNameOf(value)}`)
    return Long.fromNumber(read(value as Timestamp) >>> 0)
  })
}

function bsonSize(value: unknown): unknown {
  if (isNullish(value)) return null
  if (!isDocument(value))
    fail('Location31393', `$bsonSize requires a document input, found: ${typeNameOf(value)}`)
  return new Int32(calculateObjectSize(value))
}

function binarySize(value: unknown): unknown {
  if (isNullish(value)) return null
  if (typeof value === 'string') return new Int32(Buffer.byteLength(value))
  if (typeNameOf(value) !== 'binData')
    fail('Location51276', `$binarySize requires a string or BinData argument, found: ${typeNameOf(value)}`)
  return new Int32(binaryParts(value).bytes.length)
}

const compileMeta: CompileOperator = (argument, scope) => {
  if (argument !== 'textScore') refuse(`{ $meta: ${JSON.stringify(argument)} }`)
  const { textScore } = scope.constants
  return (env) => {
    const score = textScore?.(env.root)
    return score === undefined ? MISSING : score
  }
}

export const OBJECTS: Record<string, CompileOperator> = {
  $mergeObjects: compileMergeObjects,
  $getField: compileGetField,
  $setField: compileSetField,
  $unsetField: compileUnsetField,
  $literal: (argument) => () => argument,
  $const: (argument) => () => argument,
  $tsSecond: timestampPart('$tsSecond', 'Location5687301', (value) => value.high),
  $tsIncrement: timestampPart('$tsIncrement', 'Location5687302', (value) => value.low),
  $bsonSize: unary(bsonSize),
  $binarySize: unary(binarySize),
  $meta: compileMeta,
  $function: () => refuse('$function'),
  $accumulator: () => refuse('$accumulator'),
  $toHashedIndexKey: () => refuse('$toHashedIndexKey'),
}
