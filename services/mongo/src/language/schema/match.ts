import { fail } from '../../errors.ts'
import type { Matcher } from '../query/matcher.ts'

export function compileSchemaMatcher(_schema: unknown): Matcher {
  return fail('CommandNotSupported', '$jsonSchema is not ready')
}
