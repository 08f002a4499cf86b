import { Double } from 'bson'
import { promoteToDecimal, promoteToDouble } from '../values/arithmetic.ts'
import { type Decimal, decimalFromBigint, decimalFromDouble, formatDecimal } from '../values/decimal.ts'
import { decimalOfDouble, multiplyDecimals } from '../values/decimal-arithmetic.ts'
import { bigintOf, fitsInt64, intOrLong, longOf, numberOf } from '../values/numbers.ts'
import { typeOf } from '../values/types.ts'

function multiplyIntegers(values: unknown[]): bigint | undefined {
  let product = 1n
  for (const value of values) {
    product *= typeOf(value) === 'long' ? bigintOf(value) : BigInt(numberOf(value))
    if (!fitsInt64(product)) return undefined
  }
  return product
}

function multiplyDoubles(values: unknown[]): number {
  return values.reduce<number>((product, value) => product * promoteToDouble(value), 1)
}

function startOfDecimals(values: unknown[]): Decimal {
  const isExact = values.every((value) => typeOf(value) !== 'double')
  const integers = isExact ? multiplyIntegers(values) : undefined
  if (integers !== undefined) return decimalFromBigint(integers)
  return decimalOfDouble(decimalFromDouble(multiplyDoubles(values)))
}

/**
 * The product of numbers by the rules of `$multiply`: the widest type decides, integers that leave
 * 64 bits become doubles, and decimals take over from the first one on.
 */
export function multiplyAll(values: unknown[]): unknown {
  const types = values.map((value) => typeOf(value))
  const firstDecimal = types.indexOf('decimal')
  if (firstDecimal >= 0) {
    const start = startOfDecimals(values.slice(0, firstDecimal))
    const rest = values.slice(firstDecimal).map((value) => promoteToDecimal(value))
    return formatDecimal(rest.reduce(multiplyDecimals, start))
  }
  const product = types.includes('double') ? undefined : multiplyIntegers(values)
  if (product === undefined) return new Double(multiplyDoubles(values))
  return types.includes('long') ? longOf(product) : intOrLong(product)
}
