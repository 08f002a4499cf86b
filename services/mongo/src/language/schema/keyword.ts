import { type Document, isNumberType, typeOf } from '../values/types.ts'
import type { Rule } from './rule.ts'

/** Compiles a keyword that looks at the value alone. `schema` holds the keywords beside it. */
export type CompileKeyword = (argument: unknown, keyword: string, schema: Document) => Rule | undefined

/** The part of `errInfo.details` that tells why a keyword does not hold. */
export function failure(
  keyword: string,
  argument: unknown,
  reason: string,
  value: unknown,
  more: Document = {},
): Document {
  return {
    operatorName: keyword,
    specifiedAs: { [keyword]: argument },
    reason,
    consideredValue: value,
    ...more,
  }
}

export function isNumber(value: unknown): boolean {
  return isNumberType(typeOf(value))
}
