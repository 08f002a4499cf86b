import { type Decimal128, Double } from 'bson'
import { fail } from '../../errors.ts'
import { promoteToDecimal, promoteToDouble } from '../values/arithmetic.ts'
import { type Decimal, decimalFromBigint, decimalFromDouble, formatDecimal } from '../values/decimal.ts'
import { addDecimals, decimalOfDouble } from '../values/decimal-arithmetic.ts'
import { bigintOf, fitsInt64, intOrLong, longOf, numberOf } from '../values/numbers.ts'
import { isNumberType, type TypeName, typeOf } from '../values/types.ts'
import { shiftDate } from './dates/shift.ts'

const WIDTH: Partial<Record<TypeName, number>> = { int: 0, long: 1, double: 2, decimal: 3 }

/**
 * A running sum by the rules of `$add`: the widest type seen decides the type of the result, and
 * integers that leave 64 bits become a double. One date may take part; the sum is then a date.
 */
export class Total {
  readonly #name: string
  #integers = 0n
  #double = 0
  #decimal: Decimal = decimalFromBigint(0n)
  #width = 0
  #date: Date | undefined

  constructor(name: string) {
    this.#name = name
  }

  add(value: unknown): void {
    const type = typeOf(value)
    if (type === 'date') this.#addDate(value as Date)
    else if (!isNumberType(type))
      fail('TypeMismatch', `${this.#name} only supports numeric or date types, not ${type}`)
    else if (this.#date) this.#date = shiftDate(this.#date, value, 1)
    else {
      this.#widen(WIDTH[type] ?? 0)
      this.#addNumber(value, type)
    }
  }

  value(): unknown {
    if (this.#date) return this.#date
    if (this.#width === 0) return intOrLong(this.#integers)
    if (this.#width === 1) return longOf(this.#integers)
    return this.#width === 2 ? new Double(this.#double) : formatDecimal(this.#decimal)
  }

  #addDate(date: Date): void {
    if (this.#date) fail('Location16612', 'only one date allowed in an $add expression')
    this.#date = shiftDate(date, this.value(), 1)
  }

  #widen(width: number): void {
    if (width <= this.#width) return
    if (width === 2) this.#double = Number(this.#integers)
    if (width === 3)
      this.#decimal =
        this.#width === 2
          ? decimalOfDouble(decimalFromDouble(this.#double))
          : decimalFromBigint(this.#integers)
    this.#width = width
  }

  #addNumber(value: unknown, type: TypeName): void {
    if (this.#width === 3) {
      this.#decimal = addDecimals(this.#decimal, promoteToDecimal(value as Decimal128, type))
      return
    }
    if (this.#width === 2) {
      this.#double += promoteToDouble(value, type)
      return
    }
    const sum = this.#integers + (type === 'long' ? bigintOf(value) : BigInt(numberOf(value)))
    if (fitsInt64(sum)) {
      this.#integers = sum
      return
    }
    this.#double = Number(this.#integers) + promoteToDouble(value, type)
    this.#width = 2
  }
}
