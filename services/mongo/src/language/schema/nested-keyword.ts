import { fail } from '../../errors.ts'
import { type Document, isDocument } from '../values/types.ts'
import type { Rule, Schema } from './rule.ts'

/** Compiles a keyword that contains schemas. `schema` holds the keywords beside it. */
export type CompileNested = (
  argument: unknown,
  keyword: string,
  schema: Document,
  compile: CompileSchema,
) => Rule | undefined

export type CompileSchema = (schema: unknown, keyword: string) => Schema

export function documentArgument(keyword: string, argument: unknown): Document {
  return isDocument(argument)
    ? argument
    : fail('TypeMismatch', `$jsonSchema keyword '${keyword}' must be an object`)
}
