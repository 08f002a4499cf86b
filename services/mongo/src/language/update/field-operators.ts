import { Int32, type Long } from 'bson'
import { fail } from '../../errors.ts'
import { MISSING } from '../paths.ts'
import { ADD, calculate, MULTIPLY } from '../values/arithmetic.ts'
import { compareWith } from '../values/compare.ts'
import { describe, describeId } from '../values/describe.ts'
import { identicalValues } from '../values/identical.ts'
import { bigintOf, longOf, numberOf } from '../values/numbers.ts'
import { type Document, isDocument, isNumberType, typeOf } from '../values/types.ts'
import { type FieldUpdate, type Moment, type ParseUpdate, REMOVED, UNCHANGED } from './operator.ts'

function replaceWith(value: unknown, current: unknown): unknown {
  return current !== MISSING && identicalValues(current, value) ? UNCHANGED : value
}

export const parseSet: ParseUpdate = (value) => ({
  creates: true,
  apply: (current) => replaceWith(value, current),
})

export const parseUnset: ParseUpdate = () => ({
  creates: false,
  lenient: true,
  apply: () => REMOVED,
})

function fieldName(path: string): string {
  return path.slice(path.lastIndexOf('.') + 1)
}

/** The value that `$mul` gives a missing field: zero in the type of the factor. */
function zeroLike(factor: unknown): unknown {
  return calculate(factor, new Int32(0), { ...MULTIPLY, doubles: () => 0 }, 'fail')
}

function arithmetic(name: '$inc' | '$mul', verb: string): ParseUpdate {
  const operation = name === '$inc' ? ADD : MULTIPLY
  return (argument, path) => {
    if (!isNumberType(typeOf(argument)))
      fail('TypeMismatch', `Cannot ${verb} with non-numeric argument: {${path}: ${describe(argument)}}`)
    return {
      creates: true,
      apply(current, at, { original }) {
        if (current === MISSING) return name === '$inc' ? argument : zeroLike(argument)
        const type = typeOf(current)
        if (!isNumberType(type))
          fail(
            'TypeMismatch',
            `Cannot apply ${name} to a value of non-numeric type. ${describeId(original)} has the field '${fieldName(at)}' of non-numeric type ${type}`,
          )
        const result = calculate(current, argument, operation, 'fail')
        if (result === undefined)
          fail(
            'BadValue',
            `Failed to apply ${name} operations to current value (${describe(current)}) for document ${describeId(original)}`,
          )
        return replaceWith(result, current)
      },
    }
  }
}

export const parseInc = arithmetic('$inc', 'increment')
export const parseMul = arithmetic('$mul', 'multiply')

function bound(wanted: 1 | -1): ParseUpdate {
  return (value, _path, { strings }) => ({
    creates: true,
    apply: (current) =>
      current === MISSING || compareWith(value, current, strings) === wanted ? value : UNCHANGED,
  })
}

export const parseMin = bound(-1)
export const parseMax = bound(1)

function currentDate(argument: unknown): (moment: Moment) => unknown {
  if (typeof argument === 'boolean') return ({ now }) => now
  if (!isDocument(argument))
    fail(
      'BadValue',
      `${typeOf(argument)} is not valid type for $currentDate. Please use a boolean ('true') or a $type expression ({$type: 'timestamp/date'}).`,
    )
  for (const name of Object.keys(argument))
    if (name !== '$type') fail('BadValue', `Unrecognized $currentDate option: ${name}`)
  if (argument['$type'] === 'date') return ({ now }) => now
  if (argument['$type'] === 'timestamp') return (moment) => moment.nextTimestamp()
  return fail(
    'BadValue',
    "The '$type' string field is required to be 'date' or 'timestamp': {$currentDate: {field : {$type: 'date'}}}",
  )
}

export const parseCurrentDate: ParseUpdate = (argument) => {
  const value = currentDate(argument)
  return { creates: true, apply: (_current, _path, moment) => value(moment) }
}

const BIT_OPERATIONS: Record<string, (a: bigint, b: bigint) => bigint> = {
  and: (a, b) => a & b,
  or: (a, b) => a | b,
  xor: (a, b) => a ^ b,
}

function isInteger(value: unknown): value is Int32 | Long {
  const type = typeOf(value)
  return type === 'int' || type === 'long'
}

function parseBitStep(name: string, operand: unknown, argument: Document, path: string) {
  const operation = Object.hasOwn(BIT_OPERATIONS, name) ? BIT_OPERATIONS[name] : undefined
  if (!operation)
    fail(
      'BadValue',
      `The $bit modifier only supports 'and', 'or', and 'xor', not '${name}' which is an unknown operator: {${path}: ${describe(argument)}}`,
    )
  if (!isInteger(operand))
    fail(
      'BadValue',
      `The $bit modifier field must be an Integer(32/64 bit); a '${typeOf(operand)}' is not supported here: {${path}: ${describe(argument)}}`,
    )
  return { operation, operand }
}

function bitValue(value: unknown): bigint {
  return typeOf(value) === 'long' ? bigintOf(value) : BigInt(numberOf(value))
}

function applyBit(current: unknown, operand: unknown, operation: (a: bigint, b: bigint) => bigint): unknown {
  const result = operation(bitValue(current), bitValue(operand))
  return typeOf(current) === 'int' && typeOf(operand) === 'int' ? new Int32(Number(result)) : longOf(result)
}

export const parseBit: ParseUpdate = (argument, path): FieldUpdate => {
  if (!isDocument(argument))
    fail(
      'BadValue',
      `The $bit modifier is not compatible with a ${typeOf(argument)}. You must pass in an embedded document: {$bit: {field: {and/or/xor: #}}`,
    )
  const steps = Object.entries(argument).map(([name, operand]) => parseBitStep(name, operand, argument, path))
  if (steps.length === 0)
    fail(
      'BadValue',
      'You must pass in at least one bitwise operation. The format is: {$bit: {field: {and/or/xor: #}}',
    )
  return {
    creates: true,
    apply(current, at, { original }) {
      const start = current === MISSING ? new Int32(0) : current
      if (!isInteger(start))
        fail(
          'BadValue',
          `Cannot apply $bit to a value of non-integral type.${describeId(original)} has the field ${fieldName(at)} of non-integer type ${typeOf(start)}`,
        )
      const result = steps.reduce<unknown>(
        (value, step) => applyBit(value, step.operand, step.operation),
        start,
      )
      return replaceWith(result, current)
    },
  }
}
