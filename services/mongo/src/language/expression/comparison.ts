import { Int32 } from 'bson'
import { MISSING } from '../paths.ts'
import { compareWith, type StringOrder } from '../values/compare.ts'
import { truthy } from '../values/truth.ts'
import type { CompileOperator } from './evaluate.ts'
import { binary, compileOperands, unary } from './operands.ts'

/** Compares values of expressions: a missing value (as `undefined`) sorts below null. */
function compareOperands(a: unknown, b: unknown, strings: StringOrder): number {
  if (a === MISSING) return b === MISSING ? 0 : compareWith(undefined, b, strings) || -1
  if (b === MISSING) return compareWith(a, undefined, strings) || 1
  return compareWith(a, b, strings)
}

/** Whether an expression's value counts as true. */
export function isTrue(value: unknown): boolean {
  return value !== MISSING && truthy(value)
}

function relation(holds: (order: number) => boolean): CompileOperator {
  return binary((a, b, scope) => holds(compareOperands(a, b, scope.strings)))
}

const compileAnd: CompileOperator = (argument, scope) => {
  const operands = compileOperands(argument, scope)
  return (env) => operands.every((operand) => isTrue(operand(env)))
}

const compileOr: CompileOperator = (argument, scope) => {
  const operands = compileOperands(argument, scope)
  return (env) => operands.some((operand) => isTrue(operand(env)))
}

export const COMPARISON: Record<string, CompileOperator> = {
  $cmp: binary((a, b, scope) => new Int32(compareOperands(a, b, scope.strings))),
  $eq: relation((order) => order === 0),
  $ne: relation((order) => order !== 0),
  $gt: relation((order) => order > 0),
  $gte: relation((order) => order >= 0),
  $lt: relation((order) => order < 0),
  $lte: relation((order) => order <= 0),
  $and: compileAnd,
  $or: compileOr,
  $not: unary((value) => !isTrue(value)),
}
