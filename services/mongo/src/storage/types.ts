import type { Document } from '../bson/values.ts'

/** One component of a b-tree index key. */
export interface IndexField {
  path: string
  direction: 1 | -1
}

/** What a text index adds to an index. */
export interface TextOptions {
  /** Weight per text path; `$**` stands for every string of the document. */
  weights: Map<string, number>
  defaultLanguage: string
  languageOverride: string
}

/** An index of a collection, ready for use. */
export interface Index {
  /** Number of its table `keys_<id>`; 0 for `_id_`, which lives in the table of the documents. */
  id: number
  name: string
  /** As listIndexes answers it. */
  spec: Document
  /** The b-tree components, in order; for a text index those before the text component. */
  fields: IndexField[]
  directions: (1 | -1)[]
  /** `fields` as a key pattern for the language layer. */
  pattern: Record<string, 1 | -1>
  unique: boolean
  sparse: boolean
  hidden: boolean
  partialFilter?: Document
  isIncluded?: (doc: Document) => boolean
  expireAfterSeconds?: number
  text?: TextOptions
  /** True once a document had several keys: bounds of one field can then not be combined. */
  multikey: boolean
  /** True while documents are still being added to it: writes keep it up to date, queries cannot use it. */
  isBuilding: boolean
  /** Position of the clock when it became usable: older snapshots cannot see all of it. */
  createdAt: number
}

/** A collection as the catalog knows it. */
export interface Collection {
  id: number
  db: string
  name: string
  uuid: Buffer
  options: Document
  /** `_id_` first. */
  indexes: Index[]
  count: number
  bytes: number
  /** The record number of the next inserted document. */
  nextRid: number
  createdAt: number
  /** True for one that somebody still holds though the catalog has dropped it. */
  isDropped: boolean
}

/** A stored document and where it lies. */
export interface Row {
  rid: number
  doc: Buffer
  /** The index key it was found by, when it came from an index. */
  key?: Uint8Array
}

/** Keys from `from` (inclusive) up to `to` (exclusive); null means no end. */
export interface KeyRange {
  from: Uint8Array
  to: Uint8Array | null
}

/** What a query can read: the committed state, the state being written, or a transaction's snapshot. */
export interface View {
  /** False for what this view's snapshot cannot contain. */
  canSee(index: Index): boolean
  byIdKey(coll: Collection, idKey: Uint8Array): Row | undefined
  byRid(coll: Collection, rid: number): Row | undefined
  /** All documents in record order. `expected`: how many rows the caller is likely to take. */
  scanAll(coll: Collection, reverse: boolean, expected: number): Iterable<Row>
  /** Rows of an index in key order (`reverse`: descending); a multikey index may repeat a row. */
  scanIndex(
    coll: Collection,
    index: Index,
    range: KeyRange,
    reverse: boolean,
    expected: number,
  ): Iterable<Row>
  /** How many keys the ranges of an index hold, counted up to `cap`. */
  estimate(coll: Collection, index: Index, ranges: KeyRange[], cap: number): number
  /** Number of documents in the collection. */
  count(coll: Collection): number
}

/** Where a collection is or would be. */
export interface Namespace {
  db: string
  name: string
}

export function namespaceOf(coll: Namespace): string {
  return `${coll.db}.${coll.name}`
}
