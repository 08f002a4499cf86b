import type { StringOrder } from '../values/compare.ts'
import type { Matcher } from './matcher.ts'

/** What compiling a filter needs to know. */
export interface FilterContext {
  strings: StringOrder
  /** Compiles the argument of `$expr`. */
  compileExpr(expression: unknown): Matcher
  /** Compiles the argument of `$jsonSchema`. */
  compileSchema(schema: unknown): Matcher
}
