import type { Index, KeyRange } from '../storage/types.ts'
import { type Interval, intersect, joinRanges, keyRange } from './intervals.ts'
import type { Predicate } from './predicates.ts'

const MAX_RANGES = 1000

/** What a filter means for one index. */
export interface IndexBounds {
  /** In key order, joined where they touch. */
  ranges: KeyRange[]
  /** One for each combination of single values, not joined. */
  separate: KeyRange[]
  /** The intervals of each field that is bounded, by position; the fields after them are not bounded. */
  intervals: Interval[][]
  /** How many leading fields are held to exactly one value. */
  equalities: number
  /** How many leading fields are held to single values (one or several). */
  points: number
  /** The conditions that the ranges fully express. */
  covered: Set<Predicate>
}

/** Intervals of one field, and the conditions they fully express. */
interface FieldBounds {
  intervals: Interval[]
  covered: Predicate[]
}

/** Bounds of the leading fields of an index that a filter gives. */
export function boundsFor(index: Index, predicates: Predicate[]): IndexBounds {
  const intervals: Interval[][] = []
  const covered = new Set<Predicate>()
  let prefixes: unknown[][] = [[]]
  let equalities = 0
  let points = 0
  const usedRoots = new Set<string>()
  for (const field of index.fields) {
    const own = predicates.filter((predicate) => predicate.path === field.path)
    const root = field.path.split('.')[0] as string
    // Two paths into the same array may be met by different elements: only one of them can bound a scan.
    const bounds = index.multikey && usedRoots.has(root) ? undefined : combine(own, index.multikey)
    if (!bounds) break
    usedRoots.add(root)
    for (const predicate of bounds.covered) covered.add(predicate)
    intervals.push(bounds.intervals)
    const values = bounds.intervals.flatMap((each) => (each.kind === 'point' ? [each.value] : []))
    const arePoints = values.length === bounds.intervals.length
    if (!arePoints || prefixes.length * values.length > MAX_RANGES) break
    if (values.length === 1 && equalities === points) equalities++
    points++
    prefixes = prefixes.flatMap((prefix) => values.map((value) => [...prefix, value]))
  }
  const last: Interval[] = intervals[points] ?? [{ kind: 'all' }]
  const separate = prefixes.flatMap((prefix) => last.map((interval) => keyRange(index, prefix, interval)))
  return { ranges: joinRanges(separate), separate, intervals, equalities, points, covered }
}

/** One set of intervals for all conditions on a path; undefined when they do not bound it. */
function combine(predicates: Predicate[], isMultikey: boolean): FieldBounds | undefined {
  const bounding = predicates.filter((each) => each.intervals.some((interval) => interval.kind !== 'all'))
  const pointwise = bounding
    .filter((each) => each.intervals.every((interval) => interval.kind === 'point'))
    .sort((a, b) => a.intervals.length - b.intervals.length)[0]
  const best = pointwise ?? bounding[0]
  if (!best) return undefined
  const exactly = (predicate: Predicate) => (predicate.exact ? [predicate] : [])
  const [only] = best.intervals
  if (pointwise || isMultikey || best.intervals.length > 1 || !only)
    return { intervals: best.intervals, covered: exactly(best) }
  let interval = only
  const covered = exactly(best)
  for (const other of bounding) {
    const [alone] = other.intervals
    if (other === best || other.intervals.length > 1 || !alone) continue
    const both = intersect(interval, alone)
    if (!both) continue
    interval = both
    covered.push(...exactly(other))
  }
  return { intervals: [interval], covered }
}
