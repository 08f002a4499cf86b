import type { BSONSymbol } from 'bson'
import { fail } from '../../errors.ts'
import { regexParts } from '../values/compare.ts'
import { typeOf } from '../values/types.ts'
import type { Test } from './matcher.ts'
import { translateRegex } from './translate-regex.ts'

/** A regular expression of PCRE as MongoDB takes it, made ready for JavaScript. */
export function compileRegex(pattern: string, options: string): RegExp {
  if (pattern.includes('\0')) fail('BadValue', 'Regular expression cannot contain an embedded null byte')
  return translateRegex(pattern, options)
}

/** Whether a string matches, or a stored regular expression is the very same. */
export function regexTest(pattern: string, options: string): Test {
  const regex = compileRegex(pattern, options)
  return (value) => {
    if (typeof value === 'string') return regex.test(value)
    const type = typeOf(value)
    if (type === 'symbol') return regex.test((value as BSONSymbol).value)
    if (type !== 'regex') return false
    const parts = regexParts(value)
    return parts.pattern === pattern && parts.options === options
  }
}
