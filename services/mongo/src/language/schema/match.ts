import type { Matcher } from '../query/matcher.ts'
import { compileSchema } from './compile.ts'
import { satisfies } from './rule.ts'

/** `$jsonSchema` as a part of a filter. */
export function compileSchemaMatcher(schema: unknown): Matcher {
  const compiled = compileSchema(schema)
  return (doc) => satisfies(compiled, doc)
}
