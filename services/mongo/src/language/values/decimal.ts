import { Decimal128 } from 'bson'

/**
 * A decimal number: `coefficient × 10^exponent` with its sign, or a special value.
 * Source of the bit layout and the rounding rules: IEEE 754-2008, decimal128 in binary integer encoding.
 */
export type Decimal =
  | { kind: 'finite'; negative: boolean; coefficient: bigint; exponent: number }
  | { kind: 'infinity'; negative: boolean }
  | { kind: 'nan' }

const BIAS = 6176
const MAX_EXPONENT = 6111
const MIN_EXPONENT = -6176
const DIGITS = 34
const MAX_COEFFICIENT = 10n ** 34n - 1n
const NAN: Decimal = { kind: 'nan' }

function finite(
  negative: boolean,
  coefficient: bigint,
  exponent: number,
): Extract<Decimal, { kind: 'finite' }> {
  return { kind: 'finite', negative, coefficient, exponent }
}

/** Reads the 16 little-endian bytes of a Decimal128. Coefficients beyond 34 digits count as zero. */
export function parseDecimal(value: Decimal128): Decimal {
  const view = new DataView(value.bytes.buffer, value.bytes.byteOffset, 16)
  const low = view.getBigUint64(0, true)
  const high = view.getBigUint64(8, true)
  const negative = high >> 63n === 1n
  const combination = Number((high >> 58n) & 0x1fn)
  if (combination === 0x1f) return NAN
  if (combination === 0x1e) return { kind: 'infinity', negative }
  if (combination >> 3 === 3) return finite(negative, 0n, Number((high >> 47n) & 0x3fffn) - BIAS)
  const exponent = Number((high >> 49n) & 0x3fffn) - BIAS
  const coefficient = ((high & 0x1ffffffffffffn) << 64n) | low
  return finite(negative, coefficient > MAX_COEFFICIENT ? 0n : coefficient, exponent)
}

function pack(high: bigint, low: bigint): Decimal128 {
  const bytes = Buffer.alloc(16)
  bytes.writeBigUInt64LE(low, 0)
  bytes.writeBigUInt64LE(high, 8)
  return new Decimal128(bytes)
}

/** Writes a decimal that already fits (see `roundDecimal`) as a Decimal128. */
export function formatDecimal(value: Decimal): Decimal128 {
  if (value.kind === 'nan') return pack(0x7cn << 56n, 0n)
  const sign = value.negative ? 1n << 63n : 0n
  if (value.kind === 'infinity') return pack(sign | (0x78n << 56n), 0n)
  const rounded = roundDecimal(value)
  if (rounded.kind !== 'finite') return formatDecimal(rounded)
  const exponent = BigInt(rounded.exponent + BIAS)
  return pack(
    sign | (exponent << 49n) | (rounded.coefficient >> 64n),
    rounded.coefficient & 0xffffffffffffffffn,
  )
}

export function digitCount(coefficient: bigint): number {
  return coefficient === 0n ? 1 : coefficient.toString().length
}

/** `coefficient / 10^drop`, rounded half to even. `sticky` says that non-zero digits follow. */
function dropDigits(coefficient: bigint, drop: number, sticky = false): bigint {
  const scale = 10n ** BigInt(drop)
  const quotient = coefficient / scale
  const rest = (coefficient % scale) * 2n
  const up = rest > scale || (rest === scale && (sticky || (quotient & 1n) === 1n))
  return up ? quotient + 1n : quotient
}

/**
 * Rounds to 34 digits and the exponent range of decimal128, half to even; too large gives infinity.
 * @param sticky whether the exact value is a little larger in magnitude than the coefficient says
 */
export function roundDecimal(value: Decimal, sticky = false): Decimal {
  if (value.kind !== 'finite') return value
  let { coefficient, exponent } = value
  const excess = Math.max(digitCount(coefficient) - DIGITS, MIN_EXPONENT - exponent)
  if (excess > 0) {
    coefficient = excess > digitCount(coefficient) ? 0n : dropDigits(coefficient, excess, sticky)
    exponent += excess
    if (coefficient > MAX_COEFFICIENT) {
      coefficient /= 10n
      exponent += 1
    }
  }
  if (coefficient === 0n) return finite(value.negative, 0n, Math.min(exponent, MAX_EXPONENT))
  if (exponent > MAX_EXPONENT) {
    const pad = exponent - MAX_EXPONENT
    if (digitCount(coefficient) + pad > DIGITS) return { kind: 'infinity', negative: value.negative }
    return finite(value.negative, coefficient * 10n ** BigInt(pad), MAX_EXPONENT)
  }
  return finite(value.negative, coefficient, exponent)
}

export function decimalFromBigint(value: bigint): Extract<Decimal, { kind: 'finite' }> {
  return finite(value < 0n, value < 0n ? -value : value, 0)
}

/** The exact decimal value of a double, however many digits it takes. */
export function decimalFromDouble(value: number): Decimal {
  if (Number.isNaN(value)) return NAN
  if (!Number.isFinite(value)) return { kind: 'infinity', negative: value < 0 }
  const negative = value < 0 || Object.is(value, -0)
  if (Number.isInteger(value)) return finite(negative, BigInt(Math.abs(value)), 0)
  const view = new DataView(new ArrayBuffer(8))
  view.setFloat64(0, Math.abs(value))
  const bits = view.getBigUint64(0)
  const biased = Number(bits >> 52n)
  const fraction = bits & 0xfffffffffffffn
  const mantissa = biased === 0 ? fraction : fraction | (1n << 52n)
  // value = mantissa / 2^shift = mantissa × 5^shift / 10^shift
  const shift = 1075 - Math.max(biased, 1)
  return finite(negative, mantissa * 5n ** BigInt(shift), -shift)
}

/** The place of the first digit: floor(log10(|value|)) for a value that is not zero. */
function magnitude(value: { coefficient: bigint; exponent: number }): number {
  return digitCount(value.coefficient) + value.exponent
}

/** Compares by mathematical value; NaN is below everything and equal to itself. */
export function compareDecimals(a: Decimal, b: Decimal): number {
  if (a.kind === 'nan' || b.kind === 'nan') {
    if (a.kind === b.kind) return 0
    return a.kind === 'nan' ? -1 : 1
  }
  const signA = signOf(a)
  const signB = signOf(b)
  if (signA !== signB) return signA < signB ? -1 : 1
  if (signA === 0) return 0
  if (a.kind === 'infinity' || b.kind === 'infinity') {
    if (a.kind === b.kind) return 0
    return a.kind === 'infinity' ? signA : -signA
  }
  const difference = magnitude(a) - magnitude(b)
  if (difference !== 0) return difference > 0 ? signA : -signA
  const exponent = Math.min(a.exponent, b.exponent)
  const left = a.coefficient * 10n ** BigInt(a.exponent - exponent)
  const right = b.coefficient * 10n ** BigInt(b.exponent - exponent)
  return left === right ? 0 : left > right ? signA : -signA
}

function signOf(value: Exclude<Decimal, { kind: 'nan' }>): number {
  if (value.kind === 'finite' && value.coefficient === 0n) return 0
  return value.negative ? -1 : 1
}

/** The double nearest to the value. */
export function decimalToDouble(value: Decimal): number {
  if (value.kind === 'nan') return Number.NaN
  if (value.kind === 'infinity') return value.negative ? -Infinity : Infinity
  return Number(`${value.negative ? '-' : ''}${value.coefficient}e${value.exponent}`)
}

/** The integer part towards zero; undefined for NaN, infinities and numbers far beyond 64 bits. */
export function truncateDecimal(value: Decimal): bigint | undefined {
  if (value.kind !== 'finite') return undefined
  const { coefficient, exponent, negative } = value
  if (coefficient !== 0n && digitCount(coefficient) + exponent > 40) return undefined
  if (digitCount(coefficient) + exponent <= 0) return 0n
  const scale = 10n ** BigInt(Math.abs(exponent))
  const integer = exponent >= 0 ? coefficient * scale : coefficient / scale
  return negative ? -integer : integer
}
