import { compileFilter } from '../language/index.ts'
import { findHits } from '../query/find.ts'
import type { TimeSlice } from '../query/time-slice.ts'
import { LockedByTransaction } from '../storage/locks.ts'
import type { Store } from '../storage/store.ts'
import type { Collection, Index } from '../storage/types.ts'

/**
 * Deletes the documents of a TTL index that have expired: those whose field is a date, or an array
 * with a date, older than `expireAfterSeconds`.
 * @returns how many were deleted
 */
async function sweepIndex(store: Store, coll: Collection, index: Index, slice: TimeSlice): Promise<number> {
  const path = index.fields[0]?.path
  if (path === undefined || index.expireAfterSeconds === undefined) return 0
  const isExpired = { [path]: { $lt: new Date(Date.now() - index.expireAfterSeconds * 1000) } }
  const filter = { $and: [isExpired, index.partialFilter ?? {}] }
  const matches = compileFilter(filter)
  let deleted = 0
  for (const hit of findHits(store.view, coll, { filter, hint: index.name })) {
    const row = hit && store.writer.view.byRid(coll, hit.rid)
    if (hit && row?.doc.equals(hit.raw) && matches(hit.doc) && removeFree(store, coll, hit.rid, hit))
      deleted++
    if (slice.isOver) await slice.next()
    if (store.catalog.find(coll.db, coll.name) !== coll) break
  }
  return deleted
}

/** Deletes a document unless an open transaction is writing it: the next sweep comes soon. */
function removeFree(
  store: Store,
  coll: Collection,
  rid: number,
  image: Parameters<Store['writer']['remove']>[2],
): boolean {
  try {
    store.writer.remove(coll, rid, image)
    return true
  } catch (error) {
    if (error instanceof LockedByTransaction) return false
    throw error
  }
}

/** Sweeps all TTL indexes once. @returns how many documents were deleted */
export async function sweepExpired(store: Store, slice: TimeSlice): Promise<number> {
  let deleted = 0
  for (const coll of [...store.catalog.all()])
    for (const index of coll.indexes)
      if (index.expireAfterSeconds !== undefined && !index.isBuilding)
        deleted += await sweepIndex(store, coll, index, slice)
  await store.batch.durable()
  return deleted
}
