import { Int32 } from 'bson'
import { type Document, isDocument, isTrue, toNumber } from '../bson/values.ts'
import { fail } from '../errors.ts'
import { compileFilter } from '../language/index.ts'
import { languageOf } from '../text/tokens.ts'
import type { Index, IndexField, TextOptions } from './types.ts'

const KNOWN_FIELDS = new Set([
  'v',
  'key',
  'name',
  'ns',
  'unique',
  'sparse',
  'background',
  'hidden',
  'expireAfterSeconds',
  'partialFilterExpression',
  'collation',
  'weights',
  'default_language',
  'language_override',
  'textIndexVersion',
])

const MAX_EXPIRE_SECONDS = 2_147_483_647

/** The name MongoDB's drivers give an index: `a_1_b_-1`. */
function defaultIndexName(key: Document): string {
  return Object.entries(key)
    .map(([path, kind]) => `${path}_${typeof kind === 'string' ? kind : toNumber(kind)}`)
    .join('_')
}

/**
 * Checks an index specification of `createIndexes` and brings it into the form that `listIndexes`
 * answers (version, name, text options filled in).
 * @throws ServerError CannotCreateIndex, InvalidIndexSpecificationOption, FailedToParse …
 */
export function normalizeSpec(input: unknown): Document {
  if (!isDocument(input)) fail('TypeMismatch', 'The elements of the indexes array must be objects')
  for (const name of Object.keys(input)) if (!KNOWN_FIELDS.has(name)) refuseField(name, input)
  const key = input['key']
  if (!isDocument(key))
    fail('FailedToParse', "The 'key' field is a required property of an index specification")
  if (Object.keys(key).length === 0) fail('CannotCreateIndex', 'Index keys cannot be an empty object.')
  if (input['collation'] !== undefined && !isSimpleCollation(input['collation']))
    fail('CannotCreateIndex', 'Indexes with a collation are not supported by this server')
  const kinds = Object.entries(key).map(([path, kind]) => checkComponent(path, kind))
  const name = input['name'] ?? defaultIndexName(key)
  if (typeof name !== 'string' || name === '') fail('CannotCreateIndex', 'index name cannot be empty')
  const spec: Document = { v: new Int32(2), key, name }
  copyOptions(input, spec)
  return kinds.includes('text') ? withTextOptions(input, spec, key) : spec
}

function refuseField(name: string, input: Document): never {
  fail(
    'InvalidIndexSpecificationOption',
    `The field '${name}' is not valid for an index specification. Specification: ${JSON.stringify(input)}`,
  )
}

function isSimpleCollation(collation: unknown): boolean {
  return isDocument(collation) && (collation['locale'] === 'simple' || Object.keys(collation).length === 0)
}

function checkComponent(path: string, kind: unknown): 'btree' | 'text' {
  if (path === '') fail('CannotCreateIndex', 'Index keys cannot be an empty field.')
  if (kind === 'text') return 'text'
  if (typeof kind === 'string')
    fail('CannotCreateIndex', `Index type '${kind}' is not supported by this server (only 1, -1 and 'text')`)
  const number = toNumber(kind)
  if (number === undefined || number === 0 || Number.isNaN(number))
    fail('CannotCreateIndex', 'Values in v:2 index key pattern must be numbers other than 0, or strings')
  if (path.startsWith('$') || path.split('.').some((part) => part === '' || part.startsWith('$')))
    fail(
      'CannotCreateIndex',
      `Index key contains an illegal field name: '${path}' (wildcard indexes are not supported)`,
    )
  return 'btree'
}

function copyOptions(input: Document, spec: Document): void {
  for (const flag of ['unique', 'sparse', 'hidden', 'background']) {
    const value = input[flag]
    if (value === undefined) continue
    if (typeof value !== 'boolean' && toNumber(value) === undefined)
      fail(
        'TypeMismatch',
        `The field '${flag}' has value ${flag}: ${String(value)}, which is not convertible to bool`,
      )
    if (flag === 'background' || isTrue(value)) spec[flag] = isTrue(value)
  }
  if (input['expireAfterSeconds'] !== undefined) copyExpiry(input, spec)
  const partial = input['partialFilterExpression']
  if (partial === undefined) return
  if (!isDocument(partial)) fail('TypeMismatch', "The field 'partialFilterExpression' must be an object")
  if (isTrue(input['sparse']))
    fail('CannotCreateIndex', 'cannot mix "partialFilterExpression" and "sparse" options')
  compileFilter(partial)
  spec['partialFilterExpression'] = partial
}

function copyExpiry(input: Document, spec: Document): void {
  const seconds = toNumber(input['expireAfterSeconds'])
  if (seconds === undefined)
    fail('CannotCreateIndex', "TTL index 'expireAfterSeconds' option must be numeric")
  if (seconds < 0 || seconds > MAX_EXPIRE_SECONDS)
    fail(
      'CannotCreateIndex',
      `TTL index 'expireAfterSeconds' option must be within an acceptable range, try a number between 0 and ${MAX_EXPIRE_SECONDS}`,
    )
  const paths = Object.keys(input['key'] as Document)
  if (paths.length !== 1)
    fail('CannotCreateIndex', 'TTL indexes are single-field indexes, compound indexes do not support TTL')
  if (paths[0] === '_id')
    fail('CannotCreateIndex', 'The field "expireAfterSeconds" cannot be specified on an _id index')
  spec['expireAfterSeconds'] = new Int32(Math.floor(seconds))
}

/** MongoDB stores text paths in `weights` and replaces them in the key by `_fts` and `_ftsx`. */
function withTextOptions(input: Document, spec: Document, key: Document): Document {
  const weights: Document = {}
  const given = isDocument(input['weights']) ? input['weights'] : {}
  for (const [path, kind] of Object.entries(key)) if (kind === 'text') weights[path] = new Int32(1)
  for (const [path, weight] of Object.entries(given)) weights[path] = weight
  const stored: Document = {}
  for (const [path, kind] of Object.entries(key)) {
    if (kind !== 'text') stored[path] = kind
    else {
      stored['_fts'] = 'text'
      stored['_ftsx'] = new Int32(1)
    }
  }
  const language = input['default_language'] ?? 'english'
  const override = input['language_override'] ?? 'language'
  if (typeof language !== 'string') fail('CannotCreateIndex', 'default_language must be a string')
  if (typeof override !== 'string') fail('CannotCreateIndex', 'language_override must be a string')
  languageOf(language)
  return {
    ...spec,
    key: isDocument(key) && '_fts' in key ? key : stored,
    weights,
    default_language: language,
    language_override: override,
    textIndexVersion: new Int32(3),
  }
}

/** Makes an index ready for use from its stored specification. */
export function buildIndex(id: number, spec: Document, multikey: boolean, createdAt: number): Index {
  const key = spec['key'] as Document
  const fields: IndexField[] = []
  for (const [path, kind] of Object.entries(key)) {
    if (path === '_fts') break
    fields.push({ path, direction: (toNumber(kind) ?? 1) < 0 ? -1 : 1 })
  }
  const partial = spec['partialFilterExpression'] as Document | undefined
  const expiry = toNumber(spec['expireAfterSeconds'])
  const text = spec['weights'] ? textOptions(spec) : undefined
  return {
    id,
    name: String(spec['name']),
    spec,
    fields,
    directions: fields.map((field) => field.direction),
    pattern: Object.fromEntries(fields.map((field) => [field.path, field.direction])),
    unique: id === 0 || spec['unique'] === true,
    sparse: spec['sparse'] === true,
    hidden: spec['hidden'] === true,
    ...(partial && { partialFilter: partial, isIncluded: compileFilter(partial) }),
    ...(expiry !== undefined && { expireAfterSeconds: expiry }),
    ...(text && { text }),
    multikey,
    isBuilding: false,
    createdAt,
  }
}

function textOptions(spec: Document): TextOptions {
  const weights = Object.entries(spec['weights'] as Document)
  return {
    weights: new Map(weights.map(([path, weight]) => [path, toNumber(weight) ?? 1])),
    defaultLanguage: String(spec['default_language']),
    languageOverride: String(spec['language_override']),
  }
}
