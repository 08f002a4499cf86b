import type { Document } from '../bson/values.ts'
import { fail } from '../errors.ts'
import { choosePlan, needsTextScore } from '../planner/choose.ts'
import { runPlan, type ScanStats } from '../planner/execute.ts'
import type { Plan } from '../planner/plan.ts'
import type { Collection, View } from '../storage/types.ts'
import type { Hits } from './hit.ts'
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

/** Chooses the plan of a query. @throws ServerError for a hint or a text search that cannot be */
export function planFind(view: View, coll: Collection, spec: FindSpec): Plan {
  if (needsTextScore(spec.filter, spec.sort))
    fail('Location40218', 'query requires text score metadata, but it is not available')
  return choosePlan(view, coll, {
    filter: spec.filter,
    sort: spec.sort,
    limit: takenRows(spec),
    hint: spec.hint,
    collation: spec.collation,
  })
}

/** Runs a query on a view, lazily. */
export function findHits(view: View, coll: Collection, spec: FindSpec): Hits {
  return runFind(view, coll, spec, planFind(view, coll, spec), { keys: 0, docs: 0 })
}

/** Runs a query by a plan, counting into `stats` what it looks at. */
export function* runFind(view: View, coll: Collection, spec: FindSpec, plan: Plan, stats: ScanStats): Hits {
  const taken = takenRows(spec)
  const { collation, variables, sort } = spec
  const expected = plan.needsSort ? Number.POSITIVE_INFINITY : taken
  const found = runPlan(view, coll, plan, { collation, variables, expected, stats })
  const sorted = plan.needsSort && sort ? sortHits(found, sort, collation, taken) : found
  const skip = spec.skip ?? 0
  let seen = 0
  for (const hit of sorted) {
    if (hit !== null && seen++ < skip) continue
    yield hit
    if (seen >= taken) return
  }
}

/** How many rows skip and limit together take; Infinity without a limit. */
function takenRows({ limit, skip }: FindSpec): number {
  return limit ? limit + (skip ?? 0) : Number.POSITIVE_INFINITY
}
