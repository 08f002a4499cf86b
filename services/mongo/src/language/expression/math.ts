import { type Decimal128, Double, Int32 } from 'bson'
import { fail } from '../../errors.ts'
import { refuse } from '../refuse.ts'
import { promoteToDecimal, promoteToDouble } from '../values/arithmetic.ts'
import {
  type Decimal,
  decimalFromDouble,
  decimalToDouble,
  digitCount,
  formatDecimal,
  parseDecimal,
} from '../values/decimal.ts'
import { divideDecimals, quantize, type Rounding, rootOfDecimal } from '../values/decimal-arithmetic.ts'
import { bigintOf, fitsInt64, intOrLong, longOf, numberOf } from '../values/numbers.ts'
import { typeOf } from '../values/types.ts'
import { integral } from './arguments.ts'
import { isNumber, numeric } from './arithmetic.ts'
import type { CompileOperator } from './evaluate.ts'
import { binary, isNullish, typeNameOf, unary, variadic } from './operands.ts'

/** A function of doubles. Decimals are refused: their digits could not be right. */
function ofDouble(apply: (value: number) => number): CompileOperator {
  return (argument, scope, name) =>
    numeric((value) => {
      if (typeOf(value) === 'decimal') refuse(`${name} of a Decimal128`)
      return new Double(apply(promoteToDouble(value)))
    })(argument, scope, name)
}

function bounded(apply: (value: number) => number, least: number, most: number): CompileOperator {
  return (argument, scope, name) =>
    ofDouble((value) => {
      if (value < least || value > most)
        fail('Location50989', `cannot apply ${name} to ${value}, value must be in [${least},${most}]`)
      return apply(value)
    })(argument, scope, name)
}

function finite(apply: (value: number) => number): CompileOperator {
  return bounded((value) => (Number.isNaN(value) ? value : apply(value)), -Number.MAX_VALUE, Number.MAX_VALUE)
}

function positive(code: `Location${number}`, apply: (value: number) => number): CompileOperator {
  return (argument, scope, name) =>
    ofDouble((value) => {
      if (value <= 0) fail(code, `${name}'s argument must be a positive number, but is ${value}`)
      return apply(value)
    })(argument, scope, name)
}

function log(argument: unknown, base: unknown): unknown {
  if (isNullish(argument) || isNullish(base)) return null
  if (!isNumber(argument))
    fail('Location28756', `$log's argument must be numeric, not ${typeNameOf(argument)}`)
  if (!isNumber(base)) fail('Location28757', `$log's base must be numeric, not ${typeNameOf(base)}`)
  if (typeOf(argument) === 'decimal' || typeOf(base) === 'decimal') refuse('$log of a Decimal128')
  const [x, b] = [promoteToDouble(argument), promoteToDouble(base)]
  if (x <= 0) fail('Location28758', `$log's argument must be a positive number, but is ${x}`)
  if (b <= 0 || b === 1)
    fail('Location28759', `$log's base must be a positive number not equal to 1, but is ${b}`)
  return new Double(Math.log(x) / Math.log(b))
}

function squareRoot(value: unknown): unknown {
  if (typeOf(value) === 'decimal') {
    const decimal = parseDecimal(value as Decimal128)
    if (decimal.kind !== 'nan' && decimal.negative && decimalToDouble(decimal) !== 0)
      fail('Location28714', "$sqrt's argument must be greater than or equal to 0")
    return formatDecimal(rootOfDecimal(decimal))
  }
  const number = promoteToDouble(value)
  if (number < 0) fail('Location28714', "$sqrt's argument must be greater than or equal to 0")
  return new Double(Math.sqrt(number))
}

const LARGEST_EXACT_POWER = 1000

function decimalPower(base: Decimal, exponent: Decimal): Decimal {
  const power = decimalToDouble(exponent)
  if (base.kind !== 'finite' || !Number.isInteger(power) || Math.abs(power) > LARGEST_EXACT_POWER)
    refuse('$pow of a Decimal128 to a power that is not a small integer')
  const times = Math.abs(power)
  const raised: Decimal = {
    kind: 'finite',
    negative: base.negative && times % 2 === 1,
    coefficient: base.coefficient ** BigInt(times),
    exponent: base.exponent * times,
  }
  if (power >= 0) return raised
  return divideDecimals({ kind: 'finite', negative: false, coefficient: 1n, exponent: 0 }, raised)
}

function integerPower(base: bigint, exponent: bigint): bigint | undefined {
  if (base === 1n || base === -1n) return exponent % 2n === 0n ? 1n : base
  if (exponent < 0n) return undefined
  if (base === 0n) return exponent === 0n ? 1n : 0n
  if (exponent > 63n) return undefined
  const result = base ** exponent
  return fitsInt64(result) ? result : undefined
}

function power(base: unknown, exponent: unknown): unknown {
  if (isNullish(base) || isNullish(exponent)) return null
  if (!isNumber(base)) fail('Location28762', `$pow's base must be numeric, not ${typeNameOf(base)}`)
  if (!isNumber(exponent))
    fail('Location28763', `$pow's exponent must be numeric, not ${typeNameOf(exponent)}`)
  const types = [typeOf(base), typeOf(exponent)]
  const isDecimal = types.includes('decimal')
  const [b, e] = [base, exponent].map((value) =>
    typeOf(value) === 'decimal' ? decimalToDouble(parseDecimal(value as Decimal128)) : promoteToDouble(value),
  ) as [number, number]
  if (b === 0 && e < 0) fail('Location28764', '$pow cannot take a base of 0 and a negative exponent')
  if (isDecimal) return formatDecimal(decimalPower(promoteToDecimal(base), promoteToDecimal(exponent)))
  // JavaScript says NaN for (±1) ** ±Infinity and 1 ** NaN where C says 1.
  const doubles = b === 1 || (b === -1 && Math.abs(e) === Infinity) ? 1 : b ** e
  if (types.includes('double')) return new Double(doubles)
  const [bigBase, bigExponent] = [base, exponent].map((value) =>
    typeOf(value) === 'long' ? bigintOf(value) : BigInt(numberOf(value)),
  ) as [bigint, bigint]
  const result = integerPower(bigBase, bigExponent)
  if (result === undefined) return new Double(doubles)
  return types.includes('long') ? longOf(result) : intOrLong(result)
}

/** Rounds to a number of places, padding as decimal128 does; too many digits for it give NaN. */
function roundTo(value: Decimal, places: number, rounding: Rounding): Decimal {
  if (value.kind !== 'finite') return value
  const rounded = quantize(value, -places, rounding)
  if (rounded.kind !== 'finite') return rounded
  const pad = rounded.exponent + places
  if (pad <= 0) return rounded
  const coefficient = rounded.coefficient * 10n ** BigInt(pad)
  if (digitCount(coefficient) > 34) return { kind: 'nan' }
  return { ...rounded, coefficient, exponent: -places }
}

function roundValue(name: string, value: unknown, places: number, rounding: Rounding): unknown {
  switch (typeOf(value)) {
    case 'decimal':
      return formatDecimal(roundTo(parseDecimal(value as Decimal128), places, rounding))
    case 'double':
      return new Double(decimalToDouble(roundTo(decimalFromDouble(numberOf(value)), places, rounding)))
    default: {
      if (places >= 0) return value
      const rounded = quantize(promoteToDecimal(value), -places, rounding)
      const whole = rounded.kind === 'finite' ? rounded.coefficient * 10n ** BigInt(rounded.exponent) : 0n
      const signed = rounded.kind === 'finite' && rounded.negative ? -whole : whole
      if (!fitsInt64(signed))
        fail(
          'Location51080',
          `invalid conversion from Decimal128 result in ${name} resulting from arguments: [${value}, ${places}]`,
        )
      return typeOf(value) === 'long' ? longOf(signed) : intOrLong(signed)
    }
  }
}

function rounding(name: '$round' | '$trunc', rule: Rounding): CompileOperator {
  return variadic(1, 2, ([value, place = new Int32(0)]) => {
    if (isNullish(value)) return null
    if (!isNumber(value))
      fail('Location51081', `${name} only supports numeric types, not ${typeNameOf(value)}`)
    if (isNullish(place)) return null
    const places = integral(place)
    if (places === undefined) fail('Location51082', `precision argument to  ${name} must be a integral value`)
    if (places < -20 || places > 100)
      fail('Location51083', `cannot apply ${name} with precision value ${places} value must be in [-20, 100]`)
    return roundValue(name, value, places, rule)
  })
}

function arcTangent2(y: unknown, x: unknown): unknown {
  if (isNullish(y) || isNullish(x)) return null
  if (!isNumber(y)) fail('Location51044', `$atan2 only supports numeric types, not ${typeNameOf(y)}`)
  if (!isNumber(x)) fail('Location51045', `$atan2 only supports numeric types, not ${typeNameOf(x)}`)
  if (typeOf(y) === 'decimal' || typeOf(x) === 'decimal') refuse('$atan2 of a Decimal128')
  return new Double(Math.atan2(promoteToDouble(y), promoteToDouble(x)))
}

const DEGREE = Math.PI / 180

export const MATH: Record<string, CompileOperator> = {
  $exp: ofDouble(Math.exp),
  $ln: positive('Location28766', Math.log),
  $log10: positive('Location28761', Math.log10),
  $log: binary(log),
  $sqrt: numeric(squareRoot),
  $pow: binary(power),
  $round: rounding('$round', 'half-even'),
  $trunc: rounding('$trunc', 'down'),
  $sin: finite(Math.sin),
  $cos: finite(Math.cos),
  $tan: finite(Math.tan),
  $asin: bounded(Math.asin, -1, 1),
  $acos: bounded(Math.acos, -1, 1),
  $atan: ofDouble(Math.atan),
  $atan2: binary(arcTangent2),
  $sinh: ofDouble(Math.sinh),
  $cosh: ofDouble(Math.cosh),
  $tanh: ofDouble(Math.tanh),
  $asinh: ofDouble(Math.asinh),
  $acosh: bounded(Math.acosh, 1, Infinity),
  $atanh: bounded(Math.atanh, -1, 1),
  $degreesToRadians: ofDouble((value) => value * DEGREE),
  $radiansToDegrees: ofDouble((value) => value / DEGREE),
  $isNumber: unary((value) => isNumber(value)),
  $rand: () => () => new Double(Math.random()),
}
