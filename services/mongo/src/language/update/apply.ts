import type { Timestamp } from 'bson'
import { fail } from '../../errors.ts'
import { filterContextOf, type LanguageOptions, scopeOf } from '../options.ts'
import { compileUpdatePipeline } from '../pipeline/compile.ts'
import { identicalValues } from '../values/identical.ts'
import { type Document, isDocument, typeOf } from '../values/types.ts'
import { type CompiledUpdate, compileModifiers } from './compile.ts'
import type { UpdateContext } from './operator.ts'
import { checkIdValue, replaceDocument, withIdFirst } from './replace.ts'

/** What an update is applied with. */
export interface UpdateOptions extends LanguageOptions {
  /** The query of the update: what the positional `$` refers to. */
  filter?: Document
  arrayFilters?: Document[]
  /** Whether the document is one that an upsert is about to insert. */
  isInsert: boolean
  now: Date
  /** The next timestamp of the clock, for `$currentDate`. */
  nextTimestamp(): Timestamp
}

type Update = Document | Document[]

function unchangedOr(before: Document, after: Document): Document {
  return identicalValues(before, after) ? before : after
}

function compileReplacement(replacement: Document): CompiledUpdate {
  return (doc, _moment, isInsert) => {
    if (!isInsert) return unchangedOr(doc, replaceDocument(doc, replacement))
    const seed = Object.hasOwn(doc, '_id') ? { _id: doc['_id'] } : {}
    const result = replaceDocument(seed, replacement)
    if (Object.hasOwn(result, '_id')) checkIdValue(result['_id'])
    return result
  }
}

function compilePipelineUpdate(stages: Document[], options: UpdateOptions): CompiledUpdate {
  const transform = compileUpdatePipeline(stages, scopeOf(options))
  return (doc) => {
    const result = transform(doc)
    return unchangedOr(doc, Object.hasOwn(doc, '_id') ? replaceDocument(doc, result) : withIdFirst(result))
  }
}

function compileUpdate(update: Update, options: UpdateOptions): CompiledUpdate {
  const { arrayFilters = [] } = options
  if (Array.isArray(update)) {
    if (arrayFilters.length > 0)
      fail('FailedToParse', 'arrayFilters may not be specified for pipeline-style updates')
    return compilePipelineUpdate(update, options)
  }
  if (!isDocument(update))
    fail('FailedToParse', `Update argument must be either an object or an array, found ${typeOf(update)}`)
  if (!Object.keys(update)[0]?.startsWith('$')) {
    if (arrayFilters.length > 0)
      fail('FailedToParse', 'arrayFilters may not be specified for replacement-style updates')
    return compileReplacement(update)
  }
  const scope = scopeOf(options)
  const context: UpdateContext = { strings: scope.strings, filters: filterContextOf(scope) }
  return compileModifiers(update, options.filter ?? {}, arrayFilters, context)
}

interface Remembered {
  compiled: CompiledUpdate
  options: UpdateOptions
}

/** One update is applied to many documents: it is compiled once for the same objects. */
const remembered = new WeakMap<Update, Remembered>()

function isSameUse(a: UpdateOptions, b: UpdateOptions): boolean {
  return (
    a.filter === b.filter &&
    a.arrayFilters === b.arrayFilters &&
    a.collation === b.collation &&
    a.variables === b.variables
  )
}

function compiledFor(update: Update, options: UpdateOptions): CompiledUpdate {
  const known = remembered.get(update)
  // A pipeline reads the time when it is compiled.
  if (known && !Array.isArray(update) && isSameUse(known.options, options)) return known.compiled
  const compiled = compileUpdate(update, options)
  remembered.set(update, { compiled, options })
  return compiled
}

/**
 * Applies an update: operators, a pipeline, or a replacement.
 * @returns the new document, or the same reference if nothing changes; values that the update does not
 * touch keep their BSON types. Throws ImmutableField (66), ConflictingUpdateOperators (40),
 * PathNotViable (28), DollarPrefixedFieldName (52) and MongoDB's other update errors.
 */
export function applyUpdate(doc: Document, update: Update, options: UpdateOptions): Document {
  const moment = { now: options.now, nextTimestamp: () => options.nextTimestamp(), original: doc }
  return compiledFor(update, options)(doc, moment, options.isInsert)
}
