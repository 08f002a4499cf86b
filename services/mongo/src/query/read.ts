import type { Timestamp } from 'bson'
import { encodeDocument } from '../bson/encode.ts'
import type { Document } from '../bson/values.ts'
import type { ResultIterator } from '../cursors/cursor.ts'
import { compileFilter, compileProjection, runPipeline } from '../language/index.ts'
import type { Plan } from '../planner/plan.ts'
import type { Catalog } from '../storage/catalog.ts'
import type { Collection, View } from '../storage/types.ts'
import { type FindSpec, planFind, runFind } from './find.ts'
import type { Hit, Hits } from './hit.ts'
import { resolverFor } from './pipeline-source.ts'
import { onlyCounts } from './push-down.ts'

/** A find or an aggregate as it can run on any view of the data, here or in a worker. */
export interface ReadRequest {
  db: string
  name: string
  spec: FindSpec
  projection: Document | undefined
  /** The stages that remain after `spec`. */
  stages: Document[]
  clusterTime: Timestamp
}

/** What a read runs on. */
export interface ReadScope {
  view: View
  catalog: Catalog
}

/** The filter as the language layer takes it: $text is the planner's. */
export function queryPart(filter: Document): Document {
  const { $text, ...rest } = filter
  return $text === undefined ? filter : rest
}

/** A collection and how its documents are found. */
export interface PlannedSource {
  coll: Collection
  plan: Plan
}

/** Plans the query of a read; undefined when its collection does not exist. */
export function planRead(
  { view, catalog }: ReadScope,
  { db, name, spec }: ReadRequest,
): PlannedSource | undefined {
  const coll = catalog.find(db, name)
  return coll && { coll, plan: planFind(view, coll, spec) }
}

/**
 * Starts a read. What is wrong with it is said at once; documents are read as they are asked for.
 * @param source what `planRead` made of the request
 * @param given stands in for the documents of the collection
 */
export function startRead(
  scope: ReadScope,
  request: ReadRequest,
  source: PlannedSource | undefined,
  given?: Iterable<Document>,
): ResultIterator {
  const { spec, stages, projection } = request
  // A filter that makes no sense is an error on a missing collection, too.
  if (!source) compileFilter(queryPart(spec.filter))
  if (stages.length > 0 || given) return encoded(runStages(scope, source, request, given))
  if (!source) return [].values()
  const project = projection && Object.keys(projection).length > 0 ? projector(spec, projection) : undefined
  return results(hitsOf(scope.view, source, spec), project)
}

function projector(spec: FindSpec, projection: Document): (hit: Hit) => Document {
  const hits = new WeakMap<Document, Hit>()
  const project = compileProjection(projection, {
    filter: queryPart(spec.filter),
    ...(spec.collation && { collation: spec.collation }),
    ...(spec.variables && { variables: spec.variables }),
    textScore: (doc) => hits.get(doc)?.score,
  })
  return (hit) => {
    if (hit.scoring) hits.set(hit.doc, hit)
    return project(hit.doc)
  }
}

function hitsOf(view: View, { coll, plan }: PlannedSource, spec: FindSpec): Hits {
  return runFind(view, coll, spec, plan, { keys: 0, docs: 0 })
}

/** Stored bytes as they are, or projected. */
function* results(hits: Hits, project: ((hit: Hit) => Document) | undefined): ResultIterator {
  for (const hit of hits) {
    if (hit === null) yield null
    else yield project ? encodeDocument(project(hit)) : hit.raw
  }
}

function* encoded(docs: Iterable<Document>): ResultIterator {
  for (const doc of docs) yield encodeDocument(doc)
}

function runStages(
  { view, catalog }: ReadScope,
  source: PlannedSource | undefined,
  { db, spec, stages, clusterTime }: ReadRequest,
  given: Iterable<Document> | undefined,
): Iterable<Document> {
  const hits = new WeakMap<Document, Hit>()
  const docs = given ?? (source ? sourceOf(view, source, spec, onlyCounts(stages[0]), hits) : [])
  return runPipeline(stages, docs, resolverFor({ view, catalog, db, now: new Date() }), {
    ...(spec.collation && { collation: spec.collation }),
    ...(spec.variables && { let: spec.variables }),
    clusterTime,
    textScore: (doc: Document) => hits.get(doc)?.score,
  })
}

function* sourceOf(
  view: View,
  source: PlannedSource,
  spec: FindSpec,
  isCounting: boolean,
  hits: WeakMap<Document, Hit>,
): Iterable<Document> {
  if (isCounting && Object.keys(spec.filter).length === 0 && !spec.skip && !spec.limit) {
    const total = view.count(source.coll)
    // Stand-ins for documents of which only the number matters.
    for (let i = 0; i < total; i++) yield {}
    return
  }
  for (const hit of hitsOf(view, source, spec)) {
    if (hit === null) continue
    if (hit.scoring) hits.set(hit.doc, hit)
    yield isCounting ? {} : hit.doc
  }
}
