import { type Document, isDocument, toNumber } from '../bson/values.ts'
import { compileFilter } from '../language/index.ts'
import { idKeyOf } from '../storage/keys.ts'
import type { Collection, Row, View } from '../storage/types.ts'
import { Hit, type Hits } from './hit.ts'
import { sortHits } from './sort.ts'

/** What to find, as find, update, delete, count and aggregate share it. */
export interface FindSpec {
  filter: Document
  sort?: Document | undefined
  skip?: number | undefined
  limit?: number | undefined
  hint?: unknown
  collation?: Document | undefined
  variables?: Document | undefined
}

const PAUSE_EVERY = 200

/** Runs a query on a view, lazily. */
export function* findHits(view: View, coll: Collection, spec: FindSpec): Hits {
  const skip = spec.skip ?? 0
  const limit = spec.limit ? spec.limit + skip : Number.POSITIVE_INFINITY
  const found = matchingHits(view, coll, spec, limit)
  const sorted =
    spec.sort && Object.keys(spec.sort).length > 0 ? sortHits(found, spec.sort, spec.collation, limit) : found
  let seen = 0
  for (const hit of sorted) {
    if (hit !== null && seen++ < skip) continue
    yield hit
    if (seen >= limit) return
  }
}

function* matchingHits(view: View, coll: Collection, spec: FindSpec, limit: number): Hits {
  const id = spec.filter['_id']
  const isPoint = Object.hasOwn(spec.filter, '_id') && !isDocument(id) && toNumber(limit) !== undefined
  const rows: Iterable<Row> = isPoint
    ? [view.byIdKey(coll, idKeyOf(id))].filter((row) => row !== undefined)
    : view.scanAll(coll, false, limit)
  const matches = compileFilter(spec.filter, {
    ...(spec.collation && { collation: spec.collation }),
    ...(spec.variables && { variables: spec.variables }),
  })
  let examined = 0
  for (const row of rows) {
    const hit = new Hit(row)
    if (matches(hit.doc)) yield hit
    else if (++examined % PAUSE_EVERY === 0) yield null
  }
}
