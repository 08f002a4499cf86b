import { encodeDocument } from '../bson/encode.ts'
import { type Document, isDocument, toNumber } from '../bson/values.ts'
import { fail } from '../errors.ts'
import { isTextScore } from '../query/sort.ts'
import { type Collection, type Index, namespaceOf, type View } from '../storage/types.ts'
import { parseSearch } from '../text/search.ts'
import { boundsFor, type IndexBounds } from './bounds.ts'
import { isPartialImplied } from './partial.ts'
import type { IndexScan, Plan, TextScan } from './plan.ts'
import { type Analysis, analyzeFilter, type Predicate } from './predicates.ts'
import { sortByIndex } from './sort-order.ts'

/** What the planner has to know of a query. */
export interface PlanRequest {
  filter: Document
  sort: Document | undefined
  /** How many documents are taken at most; Infinity for all. */
  limit: number
  hint: unknown
  collation: Document | undefined
}

/** Rows looked at when candidates are compared. */
const ESTIMATE_CAP = 1000
/** What sorting costs beside reading, per row. */
const SORT_FACTOR = 1.5

interface Candidate {
  scan: IndexScan
  bounds: IndexBounds
}

/**
 * Chooses how to run a query.
 * @throws ServerError BadValue for a hint that names no index, NoQueryExecutionPlans when the hint cannot do it
 */
export function choosePlan(view: View, coll: Collection, request: PlanRequest): Plan {
  if (Object.hasOwn(request.filter, '$text')) return textPlan(coll, request)
  const sort = request.sort && Object.keys(request.sort).length > 0 ? request.sort : undefined
  const foldsStrings = request.collation !== undefined && request.collation['locale'] !== 'simple'
  const analysis = analyzeFilter(request.filter, foldsStrings)
  const natural = naturalOrder(request.hint, sort)
  if (natural) return collectionScan(request.filter, natural < 0, sort !== undefined && !isNatural(sort))
  const hinted = request.hint === undefined ? undefined : findHinted(coll, request.hint)
  const usable = hinted ? [hinted] : coll.indexes.filter((index) => !index.hidden && !index.isBuilding)
  const candidates = usable
    .filter((index) => !index.text && view.canSee(index))
    .flatMap((index) => candidate(index, analysis, foldsStrings ? undefined : sort, hinted !== undefined))
  const best = cheapest(view, coll, candidates, request, sort !== undefined)
  if (best) return indexPlan(best.scan, request.filter, sort)
  if (hinted)
    fail(
      'NoQueryExecutionPlans',
      `error processing query: hint provided does not correspond to a usable index: ${hinted.name}`,
    )
  const union = unionPlan(view, coll, analysis, request, sort !== undefined)
  return union ?? collectionScan(request.filter, false, sort !== undefined)
}

function collectionScan(filter: Document, reverse: boolean, needsSort: boolean): Plan {
  return {
    access: { kind: 'COLLSCAN', reverse },
    filter: Object.keys(filter).length > 0 ? filter : undefined,
    needsSort,
  }
}

function indexPlan(scan: IndexScan, filter: Document, sort: Document | undefined): Plan {
  return {
    access: scan,
    filter: scan.exact ? undefined : filter,
    needsSort: sort !== undefined && !scan.sorted,
  }
}

function isNatural(sort: Document): boolean {
  return Object.keys(sort)[0] === '$natural'
}

/** 1 or -1 when the record order is asked for, by hint or sort. */
function naturalOrder(hint: unknown, sort: Document | undefined): number | undefined {
  const order = isDocument(hint) && '$natural' in hint ? hint['$natural'] : sort?.['$natural']
  return order === undefined ? undefined : (toNumber(order) ?? 1)
}

function findHinted(coll: Collection, hint: unknown): Index {
  const ready = coll.indexes.filter((each) => !each.isBuilding)
  const index = ready.find((each) =>
    isDocument(hint) ? isSameKey(each.spec['key'] as Document, hint) : each.name === hint,
  )
  return (
    index ??
    fail(
      'BadValue',
      `error processing query: ns=${namespaceOf(coll)} hint provided does not correspond to an existing index`,
    )
  )
}

function isSameKey(key: Document, hint: Document): boolean {
  const plain = (doc: Document) =>
    encodeDocument(
      Object.fromEntries(Object.entries(doc).map(([path, kind]) => [path, toNumber(kind) ?? kind])),
    )
  return plain(key).equals(plain(hint))
}

/** An index as a way to run the query, if it can answer it at all and is of any use. */
function candidate(
  index: Index,
  analysis: Analysis,
  sort: Document | undefined,
  isHinted: boolean,
): Candidate[] {
  if (!canAnswer(index, analysis.predicates)) return []
  const bounds = boundsFor(index, analysis.predicates)
  const order = sort && sortByIndex(index, bounds, sort)
  if (bounds.intervals.length === 0 && !order && !isHinted && !index.partialFilter) return []
  const exact = analysis.complete && analysis.predicates.every((each) => bounds.covered.has(each))
  const scan: IndexScan = {
    kind: 'IXSCAN',
    index,
    ranges: order?.merge ?? bounds.ranges,
    intervals: bounds.intervals,
    reverse: order?.reverse ?? false,
    exact,
    sorted: order !== undefined,
    ...(order?.merge && { merge: true }),
  }
  return [{ scan, bounds }]
}

/** Sparse and partial indexes leave documents out: usable only when the query leaves those out, too. */
function canAnswer(index: Index, predicates: Predicate[]): boolean {
  if (index.partialFilter && !isPartialImplied(index.partialFilter, predicates)) return false
  if (!index.sparse) return true
  return index.fields.some((field) =>
    predicates.some((each) => each.path === field.path && each.impliesExists),
  )
}

function cheapest(
  view: View,
  coll: Collection,
  candidates: Candidate[],
  request: PlanRequest,
  wantsSort: boolean,
): Candidate | undefined {
  if (candidates.length <= 1) return candidates[0]
  const unique = candidates.find(
    ({ scan, bounds }) => scan.index.unique && bounds.equalities === scan.index.fields.length,
  )
  if (unique) return unique
  const sized = candidates.map((each) => ({
    candidate: each,
    rows: view.estimate(coll, each.scan.index, each.scan.ranges, ESTIMATE_CAP),
  }))
  const matching = Math.max(Math.min(...sized.map(({ rows }) => rows)), 1)
  const total = Math.max(view.count(coll), matching)
  let best: { candidate: Candidate; cost: number } | undefined
  for (const { candidate: each, rows } of sized) {
    const scanned = each.bounds.intervals.length === 0 ? total : rows
    const isSorted = !wantsSort || each.scan.sorted
    // An inexact scan meets a match every total/matching rows.
    const untilLimit = each.scan.exact ? request.limit : request.limit * (total / matching)
    const cost = isSorted ? Math.min(scanned, untilLimit) : scanned * SORT_FACTOR + 1
    const ranked = cost + tieBreak(each)
    if (!best || ranked < best.cost) best = { candidate: each, cost: ranked }
  }
  return best?.candidate
}

/** Prefers more bounded fields, then exact scans, then narrower indexes. */
function tieBreak({ scan, bounds }: Candidate): number {
  return scan.index.fields.length / 100 - bounds.intervals.length / 10 - (scan.exact ? 0.05 : 0)
}

/** Each branch of an $or by an index of its own, if all of them have one. */
function unionPlan(
  view: View,
  coll: Collection,
  analysis: Analysis,
  request: PlanRequest,
  needsSort: boolean,
): Plan | undefined {
  if (!analysis.or || request.collation) return undefined
  const branches: IndexScan[] = []
  for (const branch of analysis.or) {
    const inner = choosePlan(view, coll, { ...request, filter: branch, sort: undefined, hint: undefined })
    if (inner.access.kind !== 'IXSCAN') return undefined
    branches.push(inner.access)
  }
  return { access: { kind: 'OR', branches }, filter: request.filter, needsSort }
}

function textPlan(coll: Collection, request: PlanRequest): Plan {
  const index = coll.indexes.find((each) => each.text && !each.isBuilding)
  if (!index?.text) return fail('IndexNotFound', 'text index required for $text query')
  const { $text, ...rest } = request.filter
  const { predicates } = analyzeFilter(rest, false)
  const prefix = index.fields.map((field) => {
    const equal = predicates.find((each) => each.path === field.path && each.intervals.length === 1)
      ?.intervals[0]
    return equal?.kind === 'point'
      ? equal.value
      : fail(
          'NoQueryExecutionPlans',
          `error processing query: the text index ${index.name} needs an equality on ${field.path}`,
        )
  })
  const access: TextScan = { kind: 'TEXT_MATCH', index, search: parseSearch($text, index.text), prefix }
  const sort = request.sort ?? {}
  return {
    access,
    filter: Object.keys(rest).length > 0 ? rest : undefined,
    needsSort: Object.keys(sort).length > 0,
  }
}

/** Whether a query asks for the text score without a $text condition. */
export function needsTextScore(filter: Document, sort: Document | undefined): boolean {
  return !Object.hasOwn(filter, '$text') && Object.values(sort ?? {}).some(isTextScore)
}
