import { type Decimal128, Double, Int32, Long } from 'bson'
import { fail } from '../../errors.ts'
import { MISSING } from '../paths.ts'
import { calculate, divideValues, promoteToDouble, REMAINDER, SUBTRACT } from '../values/arithmetic.ts'
import { formatDecimal, parseDecimal } from '../values/decimal.ts'
import { quantize, type Rounding } from '../values/decimal-arithmetic.ts'
import { bigintOf, numberOf } from '../values/numbers.ts'
import { isNumberType, typeOf } from '../values/types.ts'
import { shiftDate } from './dates/shift.ts'
import type { CompileOperator } from './evaluate.ts'
import { binary, compileOperands, isNullish, typeNameOf, unary } from './operands.ts'
import { multiplyAll } from './product.ts'
import { Total } from './total.ts'

export function isNumber(value: unknown): boolean {
  return value !== MISSING && isNumberType(typeOf(value))
}

const compileAdd: CompileOperator = (argument, scope) => {
  const operands = compileOperands(argument, scope)
  return (env) => {
    const total = new Total('$add')
    for (const operand of operands) {
      const value = operand(env)
      if (isNullish(value)) return null
      total.add(value)
    }
    return total.value()
  }
}

function subtract(a: unknown, b: unknown): unknown {
  if (isNumber(a) && isNumber(b)) return calculate(a, b, SUBTRACT, 'double')
  if (isNullish(a) || isNullish(b)) return null
  if (a instanceof Date && b instanceof Date) return Long.fromNumber(a.getTime() - b.getTime())
  if (a instanceof Date) {
    if (isNumber(b)) return shiftDate(a, b, -1)
    fail('TypeMismatch', `can't $subtract ${typeNameOf(b)} from Date`)
  }
  return fail('TypeMismatch', `can't $subtract ${typeNameOf(b)} from ${typeNameOf(a)}`)
}

const compileMultiply: CompileOperator = (argument, scope) => {
  const operands = compileOperands(argument, scope)
  return (env) => {
    const values: unknown[] = []
    for (const operand of operands) {
      const value = operand(env)
      if (isNullish(value)) return null
      if (!isNumber(value))
        fail('TypeMismatch', `$multiply only supports numeric types, not ${typeNameOf(value)}`)
      values.push(value)
    }
    return multiplyAll(values)
  }
}

function isZero(value: unknown): boolean {
  const type = typeOf(value)
  if (type !== 'decimal') return promoteToDouble(value, type) === 0
  const decimal = parseDecimal(value as Decimal128)
  return decimal.kind === 'finite' && decimal.coefficient === 0n
}

function divide(a: unknown, b: unknown): unknown {
  if (isNullish(a) || isNullish(b)) return null
  if (!isNumber(a) || !isNumber(b))
    fail('TypeMismatch', `$divide only supports numeric types, not ${typeNameOf(a)} and ${typeNameOf(b)}`)
  if (isZero(b)) fail('BadValue', "can't $divide by zero")
  return divideValues(a, b)
}

function remainder(a: unknown, b: unknown): unknown {
  if (isNullish(a) || isNullish(b)) return null
  if (!isNumber(a) || !isNumber(b))
    fail('Location16611', `$mod only supports numeric types, not ${typeNameOf(a)} and ${typeNameOf(b)}`)
  if (isZero(b)) {
    const decimal = typeOf(a) === 'decimal' || typeOf(b) === 'decimal'
    fail(decimal ? 'Location5733415' : 'Location16610', "can't $mod by zero")
  }
  return calculate(a, b, REMAINDER, 'double')
}

/** An operator of one number that gives null for null. */
export function numeric(apply: (value: unknown) => unknown): CompileOperator {
  return (argument, scope, name) =>
    unary((value) => {
      if (isNullish(value)) return null
      if (!isNumber(value))
        fail('Location28765', `${name} only supports numeric types, not ${typeNameOf(value)}`)
      return apply(value)
    })(argument, scope, name)
}

function absolute(value: unknown): unknown {
  switch (typeOf(value)) {
    case 'int': {
      const magnitude = Math.abs(numberOf(value))
      return magnitude > 0x7fffffff ? Long.fromNumber(magnitude) : new Int32(magnitude)
    }
    case 'long': {
      const long = bigintOf(value)
      if (long === -(2n ** 63n)) fail('Location28680', "can't take $abs of long long min")
      return Long.fromBigInt(long < 0n ? -long : long)
    }
    case 'decimal': {
      const decimal = parseDecimal(value as Decimal128)
      return formatDecimal(decimal.kind === 'nan' ? decimal : { ...decimal, negative: false })
    }
    default:
      return new Double(Math.abs(numberOf(value)))
  }
}

function toWhole(rounding: Rounding, round: (value: number) => number): (value: unknown) => unknown {
  return (value) => {
    const type = typeOf(value)
    if (type === 'double') return new Double(round(numberOf(value)))
    if (type !== 'decimal') return value
    return formatDecimal(quantize(parseDecimal(value as Decimal128), 0, rounding))
  }
}

export const ARITHMETIC: Record<string, CompileOperator> = {
  $add: compileAdd,
  $subtract: binary(subtract),
  $multiply: compileMultiply,
  $divide: binary(divide),
  $mod: binary(remainder),
  $abs: numeric(absolute),
  $ceil: numeric(toWhole('ceil', Math.ceil)),
  $floor: numeric(toWhole('floor', Math.floor)),
}
