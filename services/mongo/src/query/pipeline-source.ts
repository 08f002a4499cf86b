import { decodeDocument } from '../bson/decode.ts'
import type { Document } from '../bson/values.ts'
import type { PipelineResolver } from '../language/index.ts'
import type { Catalog } from '../storage/catalog.ts'
import type { Collection, View } from '../storage/types.ts'
import { findHits } from './find.ts'
import type { Hits } from './hit.ts'

/** What a pipeline reads from: one database as a view shows it. */
export interface PipelineScope {
  view: View
  catalog: Catalog
  db: string
  now: Date
}

/** Gives a pipeline the other collections of its database, by index where one serves. */
export function resolverFor(scope: PipelineScope): PipelineResolver {
  const { view, catalog, db, now } = scope
  return {
    now,
    collection: (name) => documentsOf(view, catalog.find(db, name)),
    indexed: (name, field) => {
      const coll = catalog.find(db, name)
      const index = coll?.indexes.find(
        (each) =>
          each.fields[0]?.path === field &&
          !each.sparse &&
          !each.partialFilter &&
          !each.hidden &&
          !each.isBuilding &&
          view.canSee(each),
      )
      if (!coll || !index) return undefined
      return (values) =>
        decoded(findHits(view, coll, { filter: { [field]: { $in: values } }, hint: index.name }))
    },
  }
}

function* documentsOf(view: View, coll: Collection | undefined): Iterable<Document> {
  if (coll)
    for (const row of view.scanAll(coll, false, Number.POSITIVE_INFINITY)) yield decodeDocument(row.doc)
}

/** The documents of a running query. */
function* decoded(hits: Hits): Iterable<Document> {
  for (const hit of hits) if (hit !== null) yield hit.doc
}
