import type { Document } from '../bson/values.ts'
import { toNumber } from '../bson/values.ts'
import { fail } from '../errors.ts'
import { compileSort } from '../language/index.ts'
import type { Hit, Hits } from './hit.ts'

const MAX_SORT_BYTES = 100 * 1024 * 1024
const PRUNE_FACTOR = 2
const PRUNE_FLOOR = 2000

/**
 * Sorts hits in memory. With a limit only the best ones are kept, so that memory does not grow with
 * what is scanned.
 * @param limit how many will be taken; Infinity for all
 * @throws ServerError QueryExceededMemoryLimitNoDiskUseAllowed beyond 100 MB
 */
export function* sortHits(hits: Hits, sort: Document, collation: Document | undefined, limit: number): Hits {
  const compare = compareHits(sort, collation)
  const keep = Math.max(limit * PRUNE_FACTOR, PRUNE_FLOOR)
  let kept: Hit[] = []
  let bytes = 0
  for (const hit of hits) {
    if (hit === null) {
      yield null
      continue
    }
    kept.push(hit)
    bytes += hit.raw.length
    if (kept.length > keep) {
      kept = kept.sort(compare).slice(0, limit)
      bytes = kept.reduce((sum, each) => sum + each.raw.length, 0)
    }
    if (bytes > MAX_SORT_BYTES)
      fail(
        'QueryExceededMemoryLimitNoDiskUseAllowed',
        `Sort exceeded memory limit of ${MAX_SORT_BYTES} bytes: add an index for this sort, or a limit`,
      )
  }
  yield* kept.sort(compare).slice(0, limit)
}

function compareHits(sort: Document, collation: Document | undefined): (a: Hit, b: Hit) => number {
  const scores = new WeakMap<Document, number>()
  const compare = compileSort(sort, {
    ...(collation && { collation }),
    textScore: (doc) => scores.get(doc),
  })
  const docOf = (hit: Hit) => {
    if (hit.score !== undefined) scores.set(hit.doc, hit.score)
    return hit.doc
  }
  return (a, b) => compare(docOf(a), docOf(b)) || a.rid - b.rid
}

/** `{ $meta: 'textScore' }` as a sort order. */
export function isTextScore(kind: unknown): boolean {
  return typeof kind === 'object' && kind !== null && (kind as Document)['$meta'] === 'textScore'
}

/** @throws ServerError BadValue for a sort that is not made of 1, -1 and $meta */
export function checkSort(sort: Document): void {
  for (const [path, kind] of Object.entries(sort)) {
    const number = toNumber(kind)
    if (number === 1 || number === -1 || isTextScore(kind)) continue
    if (path === '') fail('Location15998', 'FieldPath field names may not be empty strings.')
    fail('Location15975', '$sort key ordering must be 1 (for ascending) or -1 (for descending)')
  }
}
