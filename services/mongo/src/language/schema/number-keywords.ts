import { type Decimal128, Int32 } from 'bson'
import { fail } from '../../errors.ts'
import { promoteToDecimal } from '../values/arithmetic.ts'
import { compareDecimals } from '../values/decimal.ts'
import { remainderOfDecimals } from '../values/decimal-arithmetic.ts'
import { compareNumbers } from '../values/numbers.ts'
import type { Document } from '../values/types.ts'
import { type CompileKeyword, failure, isNumber } from './keyword.ts'

function numberArgument(keyword: string, argument: unknown): unknown {
  return isNumber(argument)
    ? argument
    : fail('TypeMismatch', `$jsonSchema keyword '${keyword}' must be a number`)
}

function isExclusive(schema: Document, keyword: string): boolean {
  const value = schema[keyword] ?? false
  return typeof value === 'boolean'
    ? value
    : fail('TypeMismatch', `$jsonSchema keyword '${keyword}' must be a boolean`)
}

export function bound(sign: 1 | -1, exclusiveKeyword: string): CompileKeyword {
  return (argument, keyword, schema) => {
    const limit = numberArgument(keyword, argument)
    const exclusive = isExclusive(schema, exclusiveKeyword)
    return {
      check(value) {
        if (!isNumber(value)) return true
        const order = sign * compareNumbers(value, limit)
        return exclusive ? order < 0 : order <= 0
      },
      explain: (value) => ({
        operatorName: keyword,
        specifiedAs: {
          [keyword]: argument,
          ...(Object.hasOwn(schema, exclusiveKeyword) && { [exclusiveKeyword]: exclusive }),
        },
        reason: 'comparison failed',
        consideredValue: value,
      }),
    }
  }
}

export function exclusive(partner: string): CompileKeyword {
  return (_argument, keyword, schema) => {
    isExclusive(schema, keyword)
    if (!Object.hasOwn(schema, partner))
      fail('FailedToParse', `$jsonSchema keyword '${partner}' must be a present if ${keyword} is present`)
    return undefined
  }
}

export const compileMultipleOf: CompileKeyword = (argument, keyword) => {
  const divisor = promoteToDecimal(numberArgument(keyword, argument))
  const zero = promoteToDecimal(new Int32(0))
  if (compareDecimals(divisor, zero) <= 0)
    fail('FailedToParse', "$jsonSchema keyword 'multipleOf' must have a positive value")
  return {
    check(value) {
      if (!isNumber(value)) return true
      return compareDecimals(remainderOfDecimals(promoteToDecimal(value as Decimal128), divisor), zero) === 0
    },
    explain: (value) =>
      failure(keyword, argument, 'considered value is not a multiple of the specified value', value),
  }
}
