import { decodeDocument } from '../bson/decode.ts'
import { encodeDocument } from '../bson/encode.ts'
import type { Document } from '../bson/values.ts'
import { fail } from '../errors.ts'
import type { TimeSlice } from '../query/time-slice.ts'
import { duplicateKeyError } from '../storage/duplicate-key.ts'
import { indexKeys } from '../storage/keys.ts'
import type { Store } from '../storage/store.ts'
import { type Collection, type Index, namespaceOf, type Row } from '../storage/types.ts'

/**
 * Builds indexes while others read and write: from the start every write keeps the new indexes up to
 * date, a scan adds the documents that were there before, and only then queries may use them. When a
 * document does not fit, or the server dies, nothing remains of them.
 * @throws ServerError DuplicateKey, CannotIndexParallelArrays …
 */
export async function buildIndexes(
  store: Store,
  coll: Collection,
  specs: Document[],
  slice: TimeSlice,
): Promise<void> {
  const end = coll.nextRid
  const { rollbacks } = store.batch
  const indexes = store.change(() =>
    specs.map((spec) => store.catalog.createIndex(coll, spec, store.clock.tick())),
  )
  try {
    for (const row of store.writer.view.scanAll(coll, false, Number.POSITIVE_INFINITY)) {
      if (row.rid >= end) break
      if (coll.isDropped) fail('QueryPlanKilled', `collection dropped: ${namespaceOf(coll)}`)
      addDocument(store, coll, indexes, row)
      if (slice.isOver) await slice.next()
    }
    store.change(() => {
      store.batch.assertKept(rollbacks)
      for (const index of indexes) store.catalog.finishIndex(coll, index, store.clock.tick())
      const body = encodeDocument({ indexes: specs })
      store.oplog.append({ op: 'createIndexes', db: coll.db, coll: coll.name, body })
    })
  } catch (error) {
    if (!coll.isDropped)
      store.change(() => {
        for (const index of indexes) store.catalog.dropIndex(coll, index)
      })
    throw error
  }
}

/** Adds the keys of a document as it is now, which may be newer than the row of the scan. */
function addDocument(store: Store, coll: Collection, indexes: Index[], row: Row): void {
  const { view } = store.writer
  const current = view.byRid(coll, row.rid)
  if (!current) return
  const doc = decodeDocument(current.doc)
  for (const index of indexes) {
    const keys = indexKeys(index, doc)
    for (const key of index.unique ? keys : []) {
      const holder = view.holderOf(coll, index, key)
      if (holder !== undefined && holder !== row.rid) throw duplicateKeyError(coll, index, doc, key)
    }
    store.batch.run(() => store.records.addKeys(index, keys, row.rid))
  }
}
