import type { Document } from '../bson/values.ts'
import { compileFilter, encodeKey } from '../language/index.ts'
import { Hit, type Hits } from '../query/hit.ts'
import { afterPrefix } from '../storage/keys.ts'
import type { Collection, KeyRange, Row, View } from '../storage/types.ts'
import { isFound, scoreOf } from '../text/search.ts'
import type { IndexScan, Plan, TextScan } from './plan.ts'

/** What a run looked at, for explain. */
export interface ScanStats {
  keys: number
  docs: number
}

/** Rows that may go by without a match before the scan offers a pause. */
const PAUSE_EVERY = 200

interface RunOptions {
  collation: Document | undefined
  variables: Document | undefined
  /** How many rows the caller is likely to take. */
  expected: number
  stats: ScanStats
}

/** Runs the access and the filter of a plan, lazily; not its sort. */
export function* runPlan(view: View, coll: Collection, plan: Plan, options: RunOptions): Hits {
  const matches =
    plan.filter &&
    compileFilter(plan.filter, {
      ...(options.collation && { collation: options.collation }),
      ...(options.variables && { variables: options.variables }),
    })
  const expected = plan.filter ? Math.max(options.expected, PAUSE_EVERY) : options.expected
  let missed = 0
  for (const hit of candidates(view, coll, plan, expected, options.stats)) {
    if (hit === null) yield null
    else if (!matches || matches(hit.doc)) yield hit
    else if (++missed % PAUSE_EVERY === 0) yield null
  }
}

function* candidates(
  view: View,
  coll: Collection,
  { access }: Plan,
  expected: number,
  stats: ScanStats,
): Hits {
  if (access.kind === 'TEXT_MATCH') {
    yield* textHits(view, coll, access, stats)
    return
  }
  for (const row of access.kind === 'COLLSCAN'
    ? view.scanAll(coll, access.reverse, expected)
    : distinctRows(indexRows(view, coll, access, expected, stats), needsDistinct(access))) {
    stats.docs++
    yield new Hit(row)
  }
}

function needsDistinct(access: IndexScan | { kind: 'OR' }): boolean {
  return access.kind === 'OR' || access.index.multikey
}

function* distinctRows(rows: Iterable<Row>, isNeeded: boolean): Iterable<Row> {
  if (!isNeeded) {
    yield* rows
    return
  }
  const seen = new Set<number>()
  for (const row of rows) {
    if (seen.has(row.rid)) continue
    seen.add(row.rid)
    yield row
  }
}

function* indexRows(
  view: View,
  coll: Collection,
  access: IndexScan | { kind: 'OR'; branches: IndexScan[] },
  expected: number,
  stats: ScanStats,
): Iterable<Row> {
  if (access.kind === 'OR') {
    for (const branch of access.branches) yield* indexRows(view, coll, branch, expected, stats)
    return
  }
  const { index, reverse } = access
  const scan = (range: KeyRange) => view.scanIndex(coll, index, range, reverse, expected)
  const ranges = reverse ? [...access.ranges].reverse() : access.ranges
  for (const row of access.merge ? mergeRanges(ranges, scan, reverse) : chain(ranges, scan)) {
    stats.keys++
    yield row
  }
}

function* chain(ranges: KeyRange[], scan: (range: KeyRange) => Iterable<Row>): Iterable<Row> {
  for (const range of ranges) yield* scan(range)
}

interface Head {
  rows: Iterator<Row>
  row: Row
  /** The part of the key after the range's fixed values. */
  rest: Uint8Array
  fixed: number
}

/** Reads several ranges side by side, in the order of what follows their fixed values. */
function* mergeRanges(
  ranges: KeyRange[],
  scan: (range: KeyRange) => Iterable<Row>,
  reverse: boolean,
): Iterable<Row> {
  const sign = reverse ? -1 : 1
  const heads: Head[] = []
  for (const range of ranges) {
    const head = advance({ rows: scan(range)[Symbol.iterator](), fixed: range.from.length })
    if (head) heads.push(head)
  }
  while (heads.length > 0) {
    let first = 0
    for (let i = 1; i < heads.length; i++)
      if (Buffer.compare((heads[i] as Head).rest, (heads[first] as Head).rest) * sign < 0) first = i
    const head = heads[first] as Head
    yield head.row
    const next = advance(head)
    if (next) heads[first] = next
    else heads.splice(first, 1)
  }
}

function advance({ rows, fixed }: { rows: Iterator<Row>; fixed: number }): Head | undefined {
  const { done, value } = rows.next()
  if (done) return undefined
  return { rows, fixed, row: value, rest: (value.key as Uint8Array).subarray(fixed) }
}

function* textHits(view: View, coll: Collection, scan: TextScan, stats: ScanStats): Hits {
  const { index, search, prefix } = scan
  const { text } = index
  if (!text) return
  const scoring = (doc: Document) => scoreOf(search, text, doc)
  const seen = new Set<number>()
  let missed = 0
  for (const term of search.terms) {
    const from = encodeKey([...prefix, term], index.directions)
    for (const row of view.scanIndex(coll, index, { from, to: afterPrefix(from) }, false, PAUSE_EVERY)) {
      stats.keys++
      if (seen.has(row.rid)) continue
      seen.add(row.rid)
      stats.docs++
      const hit = new Hit(row, scoring)
      if (isFound(search, text, hit)) yield hit
      else if (++missed % PAUSE_EVERY === 0) yield null
    }
  }
}
