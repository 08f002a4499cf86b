import type { Document } from '../bson/values.ts'
import { compareValues } from '../language/index.ts'
import { orderOfType, typeOf } from '../language/values/types.ts'
import type { Interval } from './intervals.ts'
import { analyzeFilter, type Predicate } from './predicates.ts'

/** Whether every document that a query can match is in an index with this partial filter. */
export function isPartialImplied(partialFilter: Document, predicates: Predicate[]): boolean {
  const partial = analyzeFilter(partialFilter, false)
  if (!partial.complete) return false
  return partial.predicates.every((wanted) =>
    predicates.some((given) => given.path === wanted.path && implies(given, wanted)),
  )
}

function implies(given: Predicate, wanted: Predicate): boolean {
  const isExistence = wanted.intervals.every((interval) => interval.kind === 'all')
  if (isExistence) return given.impliesExists
  if (!wanted.exact) return false
  return given.intervals.every((inner) => wanted.intervals.some((outer) => contains(outer, inner)))
}

function contains(outer: Interval, inner: Interval): boolean {
  if (outer.kind === 'point') return inner.kind === 'point' && compareValues(outer.value, inner.value) === 0
  if (outer.kind !== 'range') return false
  if (inner.kind === 'point') return isWithin(outer, inner.value)
  if (inner.kind !== 'range' || !isSameType(outer.of, inner.of)) return false
  return reaches(outer.low, inner.low, 1) && reaches(outer.high, inner.high, -1)
}

function isSameType(a: unknown, b: unknown): boolean {
  return orderOfType(typeOf(a)) === orderOfType(typeOf(b))
}

function isWithin(range: Extract<Interval, { kind: 'range' }>, value: unknown): boolean {
  const end = { value, inclusive: true }
  return isSameType(range.of, value) && reaches(range.low, end, 1) && reaches(range.high, end, -1)
}

type End = { value: unknown; inclusive: boolean } | undefined

/** Whether the outer end lies at or beyond the inner one; `sign` 1 for low ends, -1 for high ends. */
function reaches(outer: End, inner: End, sign: 1 | -1): boolean {
  if (!outer) return true
  if (!inner) return false
  const order = compareValues(outer.value, inner.value) * sign
  return order < 0 || (order === 0 && (outer.inclusive || !inner.inclusive))
}
