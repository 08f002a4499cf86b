import type { Llama } from 'node-llama-cpp'
import { badRequest } from '../api-error.ts'
import type { JsonSchema } from './types.ts'

/** What a grammar cannot enforce but may leave aside: notes, and rules on values that stay JSON of the right form. */
const LEFT_ASIDE = new Set([
  ...[
    '$schema',
    '$id',
    '$comment',
    'title',
    'description',
    'default',
    'examples',
    'deprecated',
    'readOnly',
    'writeOnly',
  ],
  ...[
    'pattern',
    'minimum',
    'maximum',
    'exclusiveMinimum',
    'exclusiveMaximum',
    'multipleOf',
    'uniqueItems',
    'strict',
  ],
])
const ENFORCED = new Set([
  ...[
    'type',
    'enum',
    'const',
    'oneOf',
    'anyOf',
    'properties',
    'required',
    'additionalProperties',
    'items',
    'prefixItems',
  ],
  ...[
    'minItems',
    'maxItems',
    'minLength',
    'maxLength',
    'minProperties',
    'maxProperties',
    'format',
    '$ref',
    '$defs',
  ],
])
const FORMATS = new Set(['date-time', 'date', 'time'])
const MAX_DEPTH = 32

export type GrammarSchema = Parameters<Llama['createGrammarForJsonSchema']>[0]

const isSchema = (value: unknown): value is JsonSchema =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/**
 * Turns a JSON Schema into the part of it that llama.cpp's grammars can force.
 * @param param where the schema stands in the request, for the error
 * @throws ApiError 400 for a keyword that would have to change the form and cannot be forced, like `allOf` or `not`
 */
export function toGrammarSchema(schema: JsonSchema, param: string): GrammarSchema {
  // The result is built keyword by keyword from those the grammar knows, so that the type holds by construction.
  return convert(schema, param, 0) as GrammarSchema
}

function convert(schema: JsonSchema, param: string, depth: number): JsonSchema {
  if (depth > MAX_DEPTH) throw badRequest(`The schema is nested deeper than ${MAX_DEPTH} levels.`, param)
  const result: Record<string, unknown> = {}
  for (const [keyword, value] of Object.entries(schema)) {
    if (LEFT_ASIDE.has(keyword)) continue
    if (!ENFORCED.has(keyword))
      throw badRequest(
        `The schema uses '${keyword}', which this model cannot follow.`,
        param,
        'invalid_json_schema',
      )
    if (keyword === 'format' && !FORMATS.has(String(value))) continue
    result[keyword === 'anyOf' ? 'oneOf' : keyword] = convertValue(keyword, value, param, depth)
  }
  return result
}

function convertValue(keyword: string, value: unknown, param: string, depth: number): unknown {
  const nested = (inner: unknown): unknown => {
    if (typeof inner === 'boolean' && keyword === 'additionalProperties') return inner
    if (!isSchema(inner))
      throw badRequest(`'${keyword}' of the schema must hold schemas.`, param, 'invalid_json_schema')
    return convert(inner, param, depth + 1)
  }
  if (keyword === 'properties' || keyword === '$defs') {
    if (!isSchema(value))
      throw badRequest(`'${keyword}' of the schema must be an object.`, param, 'invalid_json_schema')
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, nested(inner)]))
  }
  if (keyword === 'oneOf' || keyword === 'anyOf' || keyword === 'prefixItems') {
    if (!Array.isArray(value))
      throw badRequest(`'${keyword}' of the schema must be a list.`, param, 'invalid_json_schema')
    return value.map(nested)
  }
  return keyword === 'items' || keyword === 'additionalProperties' ? nested(value) : value
}
