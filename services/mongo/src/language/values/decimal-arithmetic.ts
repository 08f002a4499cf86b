import { type Decimal, digitCount, roundDecimal } from './decimal.ts'

/*
 * IEEE 754-2008 decimal128 arithmetic on exact integers, each result rounded once, half to even.
 * Exponents of exact results follow the standard's preferred exponents (1.10 + 2 = 3.10).
 */

const NAN: Decimal = { kind: 'nan' }
const QUOTIENT_DIGITS = 40

function finite(negative: boolean, coefficient: bigint, exponent: number): Decimal {
  return { kind: 'finite', negative, coefficient, exponent }
}

function signed(value: Extract<Decimal, { kind: 'finite' }>, exponent: number): bigint {
  const scaled = value.coefficient * 10n ** BigInt(value.exponent - exponent)
  return value.negative ? -scaled : scaled
}

export function addDecimals(a: Decimal, b: Decimal): Decimal {
  if (a.kind === 'nan' || b.kind === 'nan') return NAN
  if (a.kind === 'infinity') return b.kind === 'infinity' && b.negative !== a.negative ? NAN : a
  if (b.kind === 'infinity') return b
  const exponent = Math.min(a.exponent, b.exponent)
  const sum = signed(a, exponent) + signed(b, exponent)
  const negative = sum === 0n ? a.negative && b.negative : sum < 0n
  return roundDecimal(finite(negative, sum < 0n ? -sum : sum, exponent))
}

function negateDecimal(value: Decimal): Decimal {
  return value.kind === 'nan' ? value : { ...value, negative: !value.negative }
}

export function subtractDecimals(a: Decimal, b: Decimal): Decimal {
  return addDecimals(a, negateDecimal(b))
}

function isZero(value: Decimal): boolean {
  return value.kind === 'finite' && value.coefficient === 0n
}

export function multiplyDecimals(a: Decimal, b: Decimal): Decimal {
  if (a.kind === 'nan' || b.kind === 'nan') return NAN
  const negative = a.negative !== b.negative
  if (a.kind === 'infinity' || b.kind === 'infinity')
    return isZero(a) || isZero(b) ? NAN : { kind: 'infinity', negative }
  return roundDecimal(finite(negative, a.coefficient * b.coefficient, a.exponent + b.exponent))
}

/** Removes trailing zeros until the exponent is the preferred one. */
function towardsExponent(coefficient: bigint, exponent: number, preferred: number): [bigint, number] {
  let rest = coefficient
  let power = exponent
  while (power < preferred && rest !== 0n && rest % 10n === 0n) {
    rest /= 10n
    power += 1
  }
  return [rest, rest === 0n ? preferred : power]
}

export function divideDecimals(a: Decimal, b: Decimal): Decimal {
  if (a.kind === 'nan' || b.kind === 'nan') return NAN
  const negative = a.negative !== b.negative
  if (a.kind === 'infinity') return b.kind === 'infinity' ? NAN : { kind: 'infinity', negative }
  if (b.kind === 'infinity') return finite(negative, 0n, -6176)
  if (b.coefficient === 0n) return a.coefficient === 0n ? NAN : { kind: 'infinity', negative }
  const preferred = a.exponent - b.exponent
  const shift = Math.max(0, QUOTIENT_DIGITS - digitCount(a.coefficient) + digitCount(b.coefficient))
  const numerator = a.coefficient * 10n ** BigInt(shift)
  const quotient = numerator / b.coefficient
  const sticky = numerator % b.coefficient !== 0n
  if (sticky) return roundDecimal(finite(negative, quotient, preferred - shift), true)
  const [coefficient, exponent] = towardsExponent(quotient, preferred - shift, preferred)
  return roundDecimal(finite(negative, coefficient, exponent))
}

/** The remainder of a division towards zero; it has the sign of the dividend. */
export function remainderOfDecimals(a: Decimal, b: Decimal): Decimal {
  if (a.kind === 'nan' || b.kind === 'nan' || a.kind === 'infinity' || isZero(b)) return NAN
  if (b.kind === 'infinity') return a
  const exponent = Math.min(a.exponent, b.exponent)
  const rest = signed(a, exponent) % signed(b, exponent)
  return roundDecimal(finite(a.negative, rest < 0n ? -rest : rest, exponent))
}

export type Rounding = 'half-even' | 'down' | 'floor' | 'ceil'

function roundsUp(
  rounding: Rounding,
  negative: boolean,
  quotient: bigint,
  rest: bigint,
  scale: bigint,
): boolean {
  if (rest === 0n) return false
  if (rounding === 'floor') return negative
  if (rounding === 'ceil') return !negative
  if (rounding === 'down') return false
  const twice = rest * 2n
  return twice > scale || (twice === scale && (quotient & 1n) === 1n)
}

/** Rounds to a multiple of `10^exponent`; a number that already is one keeps its form. */
export function quantize(value: Decimal, exponent: number, rounding: Rounding): Decimal {
  if (value.kind !== 'finite' || value.exponent >= exponent) return value
  const drop = exponent - value.exponent
  if (drop > digitCount(value.coefficient) + 1) {
    const up = roundsUp(rounding, value.negative, 0n, value.coefficient, value.coefficient * 4n)
    return finite(value.negative, up ? 1n : 0n, exponent)
  }
  const scale = 10n ** BigInt(drop)
  const quotient = value.coefficient / scale
  const up = roundsUp(rounding, value.negative, quotient, value.coefficient % scale, scale)
  return roundDecimal(finite(value.negative, up ? quotient + 1n : quotient, exponent))
}

/** A double as MongoDB promotes it for decimal arithmetic: rounded to 15 significant digits. */
export function decimalOfDouble(exact: Decimal): Decimal {
  if (exact.kind !== 'finite' || exact.coefficient === 0n) return exact
  const digits = digitCount(exact.coefficient)
  if (digits <= 15) {
    const pad = 15 - digits
    return finite(exact.negative, exact.coefficient * 10n ** BigInt(pad), exact.exponent - pad)
  }
  const rounded = quantize(exact, exact.exponent + digits - 15, 'half-even')
  if (rounded.kind !== 'finite' || digitCount(rounded.coefficient) === 15) return rounded
  return finite(rounded.negative, rounded.coefficient / 10n, rounded.exponent + 1)
}

function integerRoot(value: bigint): bigint {
  let root = 1n << BigInt((value.toString(2).length + 1) >> 1)
  for (;;) {
    const next = (root + value / root) >> 1n
    if (next >= root) return root
    root = next
  }
}

/** The correctly rounded square root; of a negative number NaN. */
export function rootOfDecimal(value: Decimal): Decimal {
  if (value.kind === 'nan' || isZero(value)) return value
  if (value.negative) return NAN
  if (value.kind === 'infinity') return value
  let { coefficient, exponent } = value
  const preferred = Math.floor(exponent / 2)
  const shift = 2 * QUOTIENT_DIGITS + (Math.abs(exponent) % 2)
  coefficient *= 10n ** BigInt(shift)
  exponent = (exponent - shift) / 2
  const root = integerRoot(coefficient)
  if (root * root !== coefficient) return roundDecimal(finite(false, root, exponent), true)
  const [exact, power] = towardsExponent(root, exponent, preferred)
  return roundDecimal(finite(false, exact, power))
}
