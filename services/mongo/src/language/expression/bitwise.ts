import { Int32 } from 'bson'
import { fail } from '../../errors.ts'
import { bigintOf, longOf, numberOf } from '../values/numbers.ts'
import type { CompileOperator } from './evaluate.ts'
import { compileOperands, isNullish, typeNameOf, unary } from './operands.ts'

function checkInteger(name: string, value: unknown): void {
  const type = typeNameOf(value)
  if (type !== 'int' && type !== 'long')
    fail('TypeMismatch', `${name} only supports int and long operands, not ${type}.`)
}

function bigint(value: unknown): bigint {
  return typeNameOf(value) === 'long' ? bigintOf(value) : BigInt(numberOf(value))
}

function fold(start: number, apply: (a: bigint, b: bigint) => bigint): CompileOperator {
  return (argument, scope, name) => {
    const operands = compileOperands(argument, scope)
    return (env) => {
      const values = operands.map((operand) => operand(env))
      if (values.some(isNullish)) return null
      for (const value of values) checkInteger(name, value)
      const result = values.map(bigint).reduce(apply, BigInt(start))
      return values.some((value) => typeNameOf(value) === 'long') ? longOf(result) : new Int32(Number(result))
    }
  }
}

export const BITWISE: Record<string, CompileOperator> = {
  $bitAnd: fold(-1, (a, b) => a & b),
  $bitOr: fold(0, (a, b) => a | b),
  $bitXor: fold(0, (a, b) => a ^ b),
  $bitNot: unary((value) => {
    if (isNullish(value)) return null
    checkInteger('$bitNot', value)
    return typeNameOf(value) === 'long' ? longOf(~bigintOf(value)) : new Int32(~numberOf(value))
  }),
}
