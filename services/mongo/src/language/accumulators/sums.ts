import { type Decimal128, Double } from 'bson'
import { MISSING } from '../paths.ts'
import { promoteToDecimal } from '../values/arithmetic.ts'
import {
  type Decimal,
  decimalFromBigint,
  decimalFromDouble,
  decimalToDouble,
  formatDecimal,
  parseDecimal,
} from '../values/decimal.ts'
import { addDecimals, decimalOfDouble, divideDecimals } from '../values/decimal-arithmetic.ts'
import { bigintOf, fitsInt64, intOrLong, longOf, numberOf } from '../values/numbers.ts'
import { isNumberType, type TypeName, typeOf } from '../values/types.ts'
import type { Accumulator } from './accumulator.ts'

function twoSum(a: number, b: number): [number, number] {
  const sum = a + b
  const part = sum - a
  return [sum, a - (sum - part) + (b - part)]
}

/** A sum of doubles that keeps what rounding drops, so that it does not depend on the order much. */
class ExactSum {
  #sum = 0
  #rest = 0
  /** The plain sum, which is right about infinities and NaN. */
  #plain = 0

  add(value: number): void {
    this.#plain += value
    const [sum, error] = twoSum(this.#sum, value)
    ;[this.#sum, this.#rest] = twoSum(sum, this.#rest + error)
  }

  value(): number {
    return Number.isFinite(this.#sum) && Number.isFinite(this.#plain) ? this.#sum + this.#rest : this.#plain
  }
}

const WIDTH: Partial<Record<TypeName, number>> = { int: 0, long: 1, double: 2, decimal: 3 }

/** Numbers added up by MongoDB's rules: exactly, and typed by the widest of them. Others are ignored. */
class Sum {
  #integers = 0n
  #doubles = new ExactSum()
  #decimals: Decimal = decimalFromBigint(0n)
  #width = 0
  count = 0

  add(value: unknown): void {
    if (value === MISSING) return
    const type = typeOf(value)
    if (!isNumberType(type)) return
    this.count += 1
    this.#width = Math.max(this.#width, WIDTH[type] ?? 0)
    if (type === 'int') this.#integers += BigInt(numberOf(value))
    else if (type === 'long') this.#integers += bigintOf(value)
    else if (type === 'double') this.#doubles.add(numberOf(value))
    else this.#decimals = addDecimals(this.#decimals, parseDecimal(value as Decimal128))
  }

  #double(): number {
    const whole = Number(this.#integers)
    const total = new ExactSum()
    total.add(whole)
    total.add(Number(this.#integers - (Number.isFinite(whole) ? BigInt(whole) : 0n)))
    total.add(this.#doubles.value())
    return total.value()
  }

  #decimal(): Decimal {
    const doubles = decimalOfDouble(decimalFromDouble(this.#doubles.value()))
    return addDecimals(addDecimals(decimalFromBigint(this.#integers), doubles), this.#decimals)
  }

  total(): unknown {
    if (this.#width === 3) return formatDecimal(this.#decimal())
    if (this.#width === 2 || !fitsInt64(this.#integers)) return new Double(this.#double())
    return this.#width === 1 ? longOf(this.#integers) : intOrLong(this.#integers)
  }

  average(): unknown {
    if (this.count === 0) return null
    if (this.#width < 3) return new Double(this.#double() / this.count)
    return formatDecimal(divideDecimals(this.#decimal(), decimalFromBigint(BigInt(this.count))))
  }
}

export function createSum(): Accumulator {
  const sum = new Sum()
  return { add: (value) => sum.add(value), value: () => sum.total() }
}

export function createAverage(): Accumulator {
  const sum = new Sum()
  return { add: (value) => sum.add(value), value: () => sum.average() }
}

/** A number of any type as a double; undefined for anything else. */
export function doubleFrom(value: unknown): number | undefined {
  if (value === MISSING) return undefined
  const type = typeOf(value)
  if (!isNumberType(type)) return undefined
  if (type === 'decimal') return decimalToDouble(promoteToDecimal(value, type))
  return type === 'long' ? Number(bigintOf(value)) : numberOf(value)
}

/** Standard deviation in one pass (Welford). `sample` divides by n - 1. */
export function createDeviation(sample: boolean): Accumulator {
  let count = 0
  let mean = 0
  let squares = 0
  return {
    add(value) {
      const number = doubleFrom(value)
      if (number === undefined) return
      count += 1
      const delta = number - mean
      mean += delta / count
      squares += delta * (number - mean)
    },
    value() {
      const divisor = sample ? count - 1 : count
      return divisor <= 0 ? null : new Double(Math.sqrt(squares / divisor))
    },
  }
}
