import type { Decimal128 } from 'bson'
import { fail } from '../../errors.ts'
import { binaryParts } from '../values/compare.ts'
import { describe } from '../values/describe.ts'
import { bigintOf, fitsInt64, integerArgument, numberOf } from '../values/numbers.ts'
import { isNumberType, typeOf } from '../values/types.ts'
import { type Condition, condition } from './matcher.ts'

export type BitOperator = '$bitsAllSet' | '$bitsAllClear' | '$bitsAnySet' | '$bitsAnyClear'

/** An integer that fits 64 bits, or undefined for fractions, NaN and larger numbers. */
function int64Of(value: unknown): bigint | undefined {
  const type = typeOf(value)
  if (type === 'long') return bigintOf(value)
  if (type === 'decimal') {
    const integer = integerArgument(value as Decimal128)
    return integer === undefined ? undefined : BigInt(integer)
  }
  const number = numberOf(value)
  if (!Number.isInteger(number)) return undefined
  const integer = BigInt(number)
  return fitsInt64(integer) ? integer : undefined
}

function positionsOfMask(mask: bigint): number[] {
  const positions: number[] = []
  for (let bit = 0; bit < 64; bit++) if ((mask >> BigInt(bit)) & 1n) positions.push(bit)
  return positions
}

function positionsOfBytes(bytes: Uint8Array): number[] {
  const positions: number[] = []
  bytes.forEach((byte, index) => {
    for (let bit = 0; bit < 8; bit++) if ((byte >> bit) & 1) positions.push(index * 8 + bit)
  })
  return positions
}

function parsePosition(value: unknown): number {
  const position = integerArgument(value)
  if (position === undefined) fail('BadValue', `bit positions must be an integer but got: ${describe(value)}`)
  if (position < 0) fail('BadValue', `bit positions must be >= 0 but got: ${position}`)
  if (position > 0x7fffffff)
    fail('BadValue', `bit positions cannot be represented as a 32-bit signed integer: ${position}`)
  return position
}

function parsePositions(operator: BitOperator, argument: unknown): number[] {
  const type = typeOf(argument)
  if (type === 'array') return (argument as unknown[]).map(parsePosition)
  if (type === 'binData') return positionsOfBytes(binaryParts(argument).bytes)
  if (!isNumberType(type))
    fail('BadValue', `${operator} takes an Array, a number, or a BinData but received: ${describe(argument)}`)
  const mask = int64Of(argument)
  if (mask === undefined) fail('FailedToParse', `Expected an integer: ${operator}: ${describe(argument)}`)
  if (mask < 0n)
    fail('FailedToParse', `Expected a non-negative number in: ${operator}: ${describe(argument)}`)
  return positionsOfMask(mask)
}

/** Reads one bit of a number (two's complement, sign extended) or of bytes (zero beyond the end). */
function bitReader(value: unknown): ((position: number) => boolean) | undefined {
  const type = typeOf(value)
  if (type === 'binData') {
    const { bytes } = binaryParts(value)
    return (position) => (((bytes[position >> 3] ?? 0) >> (position & 7)) & 1) === 1
  }
  if (!isNumberType(type)) return undefined
  const integer = int64Of(value)
  if (integer === undefined) return undefined
  return (position) => ((integer >> BigInt(Math.min(position, 63))) & 1n) === 1n
}

/** `$bitsAllSet` and its like, on integers of any type and on binary data. */
export function bitCondition(operator: BitOperator, argument: unknown): Condition {
  const positions = parsePositions(operator, argument)
  const wanted = operator.endsWith('Set')
  const all = operator.startsWith('$bitsAll')
  return condition((value) => {
    const read = bitReader(value)
    if (!read) return false
    const holds = (position: number) => read(position) === wanted
    return all ? positions.every(holds) : positions.some(holds)
  })
}
