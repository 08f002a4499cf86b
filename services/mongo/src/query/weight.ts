import { type Document, isDocument } from '../bson/values.ts'
import type { Plan } from '../planner/plan.ts'
import type { Catalog } from '../storage/catalog.ts'
import type { Collection, View } from '../storage/types.ts'
import { onlyCounts } from './push-down.ts'
import type { PlannedSource, ReadRequest, ReadScope } from './read.ts'

/** Documents that may be worked through in one turn of the event loop. */
const MAX_LIGHT = 2_000

/** Stages that read another collection. */
const JOINING = new Set(['$lookup', '$graphLookup', '$unionWith'])

/**
 * Whether a read would keep everybody else waiting: one that may have to work through many documents
 * without a pause, or for long. Such a read runs in a worker. (A query alone pauses while it scans and soon has
 * a first batch; a sort works through everything before, and a pipeline does so without a pause.)
 */
export function isHeavy(scope: ReadScope, request: ReadRequest, source: PlannedSource | undefined): boolean {
  const { spec, stages } = request
  if (stages.some((stage) => joinSize(scope.catalog, request.db, stage) > MAX_LIGHT)) return true
  if (!source || source.coll.count <= MAX_LIGHT) return false
  const { coll, plan } = source
  if (stages.length === 0 && !plan.needsSort) return false
  const isEverything = Object.keys(spec.filter).length === 0 && !spec.limit && !spec.skip
  if (isEverything && onlyCounts(stages[0])) return false
  const taken =
    plan.needsSort || plan.filter ? Number.POSITIVE_INFINITY : (spec.limit ?? Number.POSITIVE_INFINITY)
  return Math.min(taken, sizeOf(scope.view, coll, plan.access)) > MAX_LIGHT
}

/** How many documents an access reads, counted up to just above MAX_LIGHT. */
function sizeOf(view: View, coll: Collection, access: Plan['access']): number {
  if (access.kind !== 'IXSCAN') return coll.count
  return view.estimate(coll, access.index, access.ranges, MAX_LIGHT + 1)
}

/** How many documents a stage may read of another collection, when no index serves it. */
function joinSize(catalog: Catalog, db: string, stage: Document): number {
  const [name, argument] = Object.entries(stage)[0] ?? ['', undefined]
  if (name === '$facet' && isDocument(argument)) {
    const inner = Object.values(argument).flatMap((stages) =>
      Array.isArray(stages) ? stages.filter(isDocument) : [],
    )
    return Math.max(0, ...inner.map((each) => joinSize(catalog, db, each)))
  }
  if (!JOINING.has(name)) return 0
  const spec: Document = isDocument(argument) ? argument : { coll: argument }
  const from = spec['from'] ?? spec['coll']
  const coll = typeof from === 'string' ? catalog.find(db, from) : undefined
  if (!coll) return 0
  const field = spec['foreignField'] ?? spec['connectToField']
  const isIndexed = coll.indexes.some(
    (index) => index.fields[0]?.path === field && !index.isBuilding && !index.partialFilter && !index.sparse,
  )
  return isIndexed ? 0 : coll.count
}
