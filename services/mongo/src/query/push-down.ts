import { type Document, isDocument, toNumber } from '../bson/values.ts'
import { fail } from '../errors.ts'
import type { FindSpec } from './find.ts'
import { checkSort } from './sort.ts'

/** A pipeline whose first stages a query can run, by index and without reading everything. */
export interface PushedDown {
  spec: FindSpec
  /** What remains for the pipeline. */
  stages: Document[]
}

/** Stages that make their own input. */
const SOURCES = ['$changeStream', '$collStats', '$documents', '$indexStats']

/**
 * Moves the leading $match, $sort, $skip and $limit of a pipeline into a query.
 * Throws Location40602 for a stage that must be the first and is not.
 */
export function pushDown(stages: Document[]): PushedDown {
  const spec: FindSpec = { filter: {} }
  let at = 0
  for (; at < stages.length; at++) if (!absorb(spec, stages[at] as Document)) break
  const source = SOURCES.find((name) => at > 0 && Object.hasOwn(stages[at] ?? {}, name))
  if (source) fail('Location40602', `${source} is only valid as the first stage in a pipeline`)
  return { spec, stages: stages.slice(at) }
}

/** Takes a stage into the query if that changes nothing; stages with invalid arguments stay, to be reported. */
function absorb(spec: FindSpec, stage: Document): boolean {
  const [name, argument] = Object.entries(stage)[0] ?? ['', undefined]
  const isBounded = spec.skip !== undefined || spec.limit !== undefined
  switch (name) {
    case '$match':
      if (isBounded || !isDocument(argument)) return false
      spec.filter = both(spec.filter, argument)
      return true
    case '$sort':
      if (isBounded || spec.sort || !isDocument(argument) || Object.keys(argument).length === 0) return false
      checkSort(argument)
      spec.sort = argument
      return true
    case '$skip': {
      const skip = toNumber(argument)
      if (isBounded || skip === undefined || !Number.isSafeInteger(skip) || skip < 0) return false
      spec.skip = skip
      return true
    }
    case '$limit': {
      const limit = toNumber(argument)
      if (spec.limit !== undefined || limit === undefined || !Number.isSafeInteger(limit) || limit < 1)
        return false
      spec.limit = limit
      return true
    }
    default:
      return false
  }
}

function both(a: Document, b: Document): Document {
  if (Object.keys(a).length === 0) return b
  if (Object.keys(b).length === 0) return a
  if (!('$text' in a)) return { $and: [a, b] }
  const { $text, ...rest } = a
  return { $text, $and: [rest, b] }
}

/** True for a first stage that only counts its input, so that the documents themselves do not matter. */
export function onlyCounts(stage: Document | undefined): boolean {
  if (!stage) return false
  if ('$count' in stage) return true
  const group = stage['$group']
  if (!isDocument(group)) return false
  return Object.entries(group).every(([name, expression]) =>
    name === '_id'
      ? expression === null || toNumber(expression) !== undefined
      : isDocument(expression) &&
        Object.keys(expression).length === 1 &&
        toNumber(expression['$sum']) !== undefined,
  )
}
