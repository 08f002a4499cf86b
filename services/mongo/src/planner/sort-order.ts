import { type Document, toNumber } from '../bson/values.ts'
import type { Index, KeyRange } from '../storage/types.ts'
import type { IndexBounds } from './bounds.ts'

const MAX_MERGED = 50

export interface IndexOrder {
  reverse: boolean
  /** Ranges to read side by side, each in the order of the sort. */
  merge?: KeyRange[]
}

/** How a scan of an index within bounds comes in the order of a sort; undefined if it does not. */
export function sortByIndex(index: Index, bounds: IndexBounds, sort: Document): IndexOrder | undefined {
  const single = followSort(index, bounds.equalities, bounds, sort)
  if (single !== undefined) return { reverse: single }
  // With several values in the leading fields each of them is in order: merging them is.
  if (bounds.points === bounds.equalities || index.multikey) return undefined
  if (bounds.intervals.length > bounds.points) return undefined
  const reverse = followSort(index, bounds.points, bounds, sort)
  if (reverse === undefined) return undefined
  const merge = distinctRanges(bounds.separate)
  return merge.length > MAX_MERGED ? undefined : { reverse, merge }
}

/**
 * Whether the fields after the first `fixed` ones follow the sort: false forwards, true backwards,
 * undefined if they do not.
 */
function followSort(index: Index, fixed: number, bounds: IndexBounds, sort: Document): boolean | undefined {
  const constant = new Set(index.fields.slice(0, bounds.equalities).map((field) => field.path))
  let at = fixed
  let reverse: boolean | undefined
  for (const [path, kind] of Object.entries(sort)) {
    if (constant.has(path) && !index.multikey) continue
    const field = index.fields[at]
    const order = toNumber(kind)
    if (!field || field.path !== path || order === undefined) return undefined
    if (index.multikey && !isSortableMultikey(index, at, bounds)) return undefined
    const isReverse = order !== field.direction
    if (reverse !== undefined && reverse !== isReverse) return undefined
    reverse = isReverse
    at++
  }
  return reverse ?? false
}

/** The order of a multikey index is the sort's only if the sorted path is unbounded and shares no array with a bounded one. */
function isSortableMultikey(index: Index, at: number, bounds: IndexBounds): boolean {
  if (at < bounds.intervals.length) return false
  const root = index.fields[at]?.path.split('.')[0]
  return !index.fields.slice(0, bounds.intervals.length).some((field) => field.path.split('.')[0] === root)
}

function distinctRanges(ranges: KeyRange[]): KeyRange[] {
  return ranges.filter(
    ({ from }, i) => ranges.findIndex((other) => Buffer.compare(other.from, from) === 0) === i,
  )
}
