import { describe, expect, test } from 'vitest'
import { decimal } from '../test-values.ts'
import {
  compareDecimals,
  type Decimal,
  decimalFromDouble,
  decimalToDouble,
  formatDecimal,
  parseDecimal,
  truncateDecimal,
} from './decimal.ts'
import {
  addDecimals,
  decimalOfDouble,
  divideDecimals,
  multiplyDecimals,
  quantize,
  remainderOfDecimals,
  rootOfDecimal,
} from './decimal-arithmetic.ts'

const read = (text: string) => parseDecimal(decimal(text))
const write = (value: Decimal) => formatDecimal(value).toString()

describe('reading and writing', () => {
  test.each([
    ['0', '0'],
    ['-0', '-0'],
    ['1.10', '1.10'],
    ['-1E-6176', '-1E-6176'],
    ['9.999999999999999999999999999999999E+6144', '9.999999999999999999999999999999999E+6144'],
    ['NaN', 'NaN'],
    ['-Infinity', '-Infinity'],
  ])('%s', (text, written) => {
    expect(write(read(text))).toBe(written)
  })
})

describe('arithmetic', () => {
  test.each([
    ['1.10', '2', '3.10'],
    ['0.1', '0.2', '0.3'],
    ['1E+3', '1', '1001'],
    ['9999999999999999999999999999999999', '1', '1.000000000000000000000000000000000E+34'],
    // A tie goes to the even digit.
    ['1000000000000000000000000000000000', '0.5', '1000000000000000000000000000000000'],
    ['1000000000000000000000000000000001', '0.5', '1000000000000000000000000000000002'],
    ['Infinity', '-Infinity', 'NaN'],
  ])('%s + %s = %s', (a, b, sum) => {
    expect(write(addDecimals(read(a), read(b)))).toBe(sum)
  })

  test.each([
    ['1.20', '3', '3.60'],
    ['-2', '0', '-0'],
    ['1E+6144', '10', 'Infinity'],
    ['Infinity', '0', 'NaN'],
  ])('%s × %s = %s', (a, b, product) => {
    expect(write(multiplyDecimals(read(a), read(b)))).toBe(product)
  })

  test.each([
    ['1', '3', '0.3333333333333333333333333333333333'],
    ['2', '3', '0.6666666666666666666666666666666667'],
    ['1', '8', '0.125'],
    ['100', '10', '10'],
    ['1', '0', 'Infinity'],
    ['0', '0', 'NaN'],
  ])('%s ÷ %s = %s', (a, b, quotient) => {
    expect(write(divideDecimals(read(a), read(b)))).toBe(quotient)
  })

  test.each([
    ['7', '3', '1'],
    ['-7', '3', '-1'],
    ['7.5', '2', '1.5'],
  ])('%s rem %s = %s', (a, b, rest) => {
    expect(write(remainderOfDecimals(read(a), read(b)))).toBe(rest)
  })

  test('square roots are rounded correctly', () => {
    expect(write(rootOfDecimal(read('2')))).toBe('1.414213562373095048801688724209698')
    expect(write(rootOfDecimal(read('0.25')))).toBe('0.5')
    expect(write(rootOfDecimal(read('1E+3')))).toBe('31.62277660168379331998893544432719')
  })

  test('quantize rounds half to even, down, up', () => {
    expect(write(quantize(read('2.5'), 0, 'half-even'))).toBe('2')
    expect(write(quantize(read('3.5'), 0, 'half-even'))).toBe('4')
    expect(write(quantize(read('-2.1'), 0, 'floor'))).toBe('-3')
    expect(write(quantize(read('2.1'), 0, 'ceil'))).toBe('3')
    expect(write(quantize(read('0.0001'), 0, 'ceil'))).toBe('1')
    expect(write(quantize(read('-2.9'), 0, 'down'))).toBe('-2')
  })
})

describe('doubles', () => {
  test('are exact', () => {
    expect(compareDecimals(decimalFromDouble(0.1), read('0.1'))).toBe(1)
    expect(compareDecimals(decimalFromDouble(0.5), read('0.5'))).toBe(0)
    expect(decimalToDouble(decimalFromDouble(5e-324))).toBe(5e-324)
  })

  test('are promoted with 15 significant digits', () => {
    expect(write(decimalOfDouble(decimalFromDouble(0.1)))).toBe('0.100000000000000')
    expect(write(decimalOfDouble(decimalFromDouble(1.5)))).toBe('1.50000000000000')
    expect(write(decimalOfDouble(decimalFromDouble(1 / 3)))).toBe('0.333333333333333')
    expect(write(decimalOfDouble(decimalFromDouble(0)))).toBe('0')
  })
})

test('the integer part is cut towards zero', () => {
  expect(truncateDecimal(read('-1.9'))).toBe(-1n)
  expect(truncateDecimal(read('0.001'))).toBe(0n)
  expect(truncateDecimal(read('12E+2'))).toBe(1200n)
  expect(truncateDecimal(read('NaN'))).toBeUndefined()
})
