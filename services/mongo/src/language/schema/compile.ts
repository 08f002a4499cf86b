import { fail } from '../../errors.ts'
import { refuse } from '../refuse.ts'
import { type Document, isDocument } from '../values/types.ts'
import { KEYWORDS } from './keywords.ts'
import { NESTED_KEYWORDS } from './nested-keywords.ts'
import type { Rule, Schema } from './rule.ts'

/** Keywords of JSON Schema that MongoDB knows and does not support. */
const UNSUPPORTED = new Set(['$ref', '$schema', 'default', 'definitions', 'format', 'id'])
const ENCRYPTION = new Set(['encrypt', 'encryptMetadata'])

function compileKeyword(keyword: string, schema: Document): Rule | undefined {
  const argument = schema[keyword]
  if (Object.hasOwn(KEYWORDS, keyword)) return KEYWORDS[keyword]?.(argument, keyword, schema)
  if (Object.hasOwn(NESTED_KEYWORDS, keyword))
    return NESTED_KEYWORDS[keyword]?.(argument, keyword, schema, compileSchema)
  if (UNSUPPORTED.has(keyword))
    fail('FailedToParse', `$jsonSchema keyword '${keyword}' is not currently supported`)
  if (ENCRYPTION.has(keyword)) refuse(`The $jsonSchema keyword '${keyword}'`)
  return fail('FailedToParse', `Unknown $jsonSchema keyword: ${keyword}`)
}

function annotationsOf(schema: Document): Document {
  const { title, description } = schema
  return { ...(title !== undefined && { title }), ...(description !== undefined && { description }) }
}

/**
 * Compiles a schema in MongoDB's dialect of JSON Schema (draft 4 with `bsonType`).
 * Throws FailedToParse (9) and TypeMismatch (14).
 */
export function compileSchema(schema: unknown, keyword = '$jsonSchema'): Schema {
  if (!isDocument(schema))
    fail(
      'TypeMismatch',
      keyword === '$jsonSchema'
        ? '$jsonSchema must be an object'
        : `$jsonSchema keyword '${keyword}' must contain objects`,
    )
  const rules = Object.keys(schema)
    .map((name) => compileKeyword(name, schema))
    .filter((rule) => rule !== undefined)
  return { rules, annotations: annotationsOf(schema) }
}
