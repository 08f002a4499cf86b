import type { Document } from '../bson/values.ts'
import type { Index, KeyRange } from '../storage/types.ts'
import type { TextSearch } from '../text/search.ts'
import type { Interval } from './intervals.ts'

/** Reads all documents in record order. */
export interface CollectionScan {
  kind: 'COLLSCAN'
  reverse: boolean
}

/** Reads ranges of an index. */
export interface IndexScan {
  kind: 'IXSCAN'
  index: Index
  ranges: KeyRange[]
  intervals: Interval[][]
  reverse: boolean
  /** True when the ranges are the whole filter: what they give needs no second look. */
  exact: boolean
  /** True when the documents come in the order of the sort. */
  sorted: boolean
  /**
   * True when each range alone is in the order of the sort: they are merged by what follows the
   * bytes of the range's `from` in its keys.
   */
  merge?: boolean
}

/** Joins the results of several scans, one for each branch of an $or. */
export interface UnionScan {
  kind: 'OR'
  branches: IndexScan[]
}

/** Finds documents by the terms of a $text condition. */
export interface TextScan {
  kind: 'TEXT_MATCH'
  index: Index
  search: TextSearch
  /** The values of the index's fields before the text component. */
  prefix: unknown[]
}

/** How a query finds its documents, before the rest of the filter, the sort, skip and limit. */
export interface Plan {
  access: CollectionScan | IndexScan | UnionScan | TextScan
  /** The filter that the documents still have to pass; undefined when the access is exact. */
  filter: Document | undefined
  /** True when a sort is asked for that the access does not give. */
  needsSort: boolean
}
