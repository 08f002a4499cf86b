import { type Document, isDocument } from '../bson/values.ts'
import { fail } from '../errors.ts'
import { compileSort } from '../language/index.ts'
import type { Hit, Hits } from './hit.ts'
import { compileSortBytes } from './sort-bytes.ts'
import { SortFile } from './sort-file.ts'

/** Documents kept in memory before a sort goes to disk, in bytes. */
const MAX_MEMORY_BYTES = 16 * 1024 * 1024
/** MongoDB's bound for a sort that may not use the disk. */
const MAX_SORT_BYTES = 100 * 1024 * 1024
const PRUNE_FACTOR = 2
const PRUNE_FLOOR = 2000
/** Hits that are taken in before the sort offers a pause. */
const PAUSE_EVERY = 200

/**
 * Sorts hits. With a limit only the best ones are kept; without one, what does not fit into memory goes
 * into a temporary file: memory does not grow with what is sorted.
 * @param limit how many will be taken; Infinity for all
 * @throws ServerError QueryExceededMemoryLimitNoDiskUseAllowed beyond 100 MB, for a sort by collation or
 *   text score, which the file cannot do
 */
export function sortHits(hits: Hits, sort: Document, collation: Document | undefined, limit: number): Hits {
  const bytewise = collation || Object.values(sort).some(isTextScore) ? undefined : compileSortBytes(sort)
  return bytewise ? sortByBytes(hits, bytewise, limit) : sortByComparison(hits, sort, collation, limit)
}

interface Keyed {
  hit: Hit
  key: Uint8Array
}

const compareKeyed = (a: Keyed, b: Keyed) => Buffer.compare(a.key, b.key) || a.hit.rid - b.hit.rid

function* sortByBytes(hits: Hits, keyOf: (doc: Document) => Uint8Array, limit: number): Hits {
  const keep = Math.max(limit * PRUNE_FACTOR, PRUNE_FLOOR)
  let kept: Keyed[] = []
  let bytes = 0
  let file: SortFile | undefined
  try {
    for (const hit of withPauses(hits)) {
      if (hit === null) {
        yield null
        continue
      }
      kept.push({ hit, key: keyOf(hit.doc) })
      hit.release()
      bytes += hit.raw.length
      if (kept.length > keep) {
        kept = kept.sort(compareKeyed).slice(0, limit)
        bytes = kept.reduce((sum, each) => sum + each.hit.raw.length, 0)
      }
      if (bytes <= MAX_MEMORY_BYTES) continue
      file ??= new SortFile()
      for (const { key, hit: each } of kept) file.add(key, each)
      kept = []
      bytes = 0
    }
    if (!file) {
      for (const { hit } of kept.sort(compareKeyed).slice(0, limit)) yield hit
      return
    }
    for (const { key, hit } of kept) file.add(key, hit)
    yield* file.sorted(limit)
  } finally {
    file?.close()
  }
}

/** A sort gives nothing until it has everything: between, others get their turn, and a read that is over ends. */
function* withPauses(hits: Hits): Hits {
  let taken = 0
  for (const hit of hits) {
    yield hit
    if (hit !== null && ++taken % PAUSE_EVERY === 0) yield null
  }
}

function* sortByComparison(hits: Hits, sort: Document, collation: Document | undefined, limit: number): Hits {
  const compare = compareHits(sort, collation)
  const kept: Hit[] = []
  let bytes = 0
  for (const hit of withPauses(hits)) {
    if (hit === null) {
      yield null
      continue
    }
    kept.push(hit)
    bytes += hit.raw.length
    if (bytes > MAX_SORT_BYTES)
      fail(
        'QueryExceededMemoryLimitNoDiskUseAllowed',
        `Sort exceeded memory limit of ${MAX_SORT_BYTES} bytes: narrow the filter, or sort without a collation`,
      )
  }
  yield* kept.sort(compare).slice(0, limit)
}

function compareHits(sort: Document, collation: Document | undefined): (a: Hit, b: Hit) => number {
  const hits = new WeakMap<Document, Hit>()
  const compare = compileSort(sort, {
    ...(collation && { collation }),
    textScore: (doc) => hits.get(doc)?.score,
  })
  const docOf = (hit: Hit) => {
    if (hit.scoring) hits.set(hit.doc, hit)
    return hit.doc
  }
  return (a, b) => compare(docOf(a), docOf(b)) || a.rid - b.rid
}

/** `{ $meta: 'textScore' }` as a sort order. */
export function isTextScore(kind: unknown): boolean {
  return isDocument(kind) && kind['$meta'] === 'textScore'
}

/** @throws ServerError for a sort that MongoDB refuses */
export function checkSort(sort: Document): void {
  if (!Object.hasOwn(sort, '$natural')) compileSort(sort, { textScore: () => 0 })
}
