import { randomUUID } from 'node:crypto'
import { ObjectId } from 'bson'
import { decodeDocument } from '../bson/decode.ts'
import { encodeDocument } from '../bson/encode.ts'
import type { Document } from '../bson/values.ts'
import { type Cursor, QueryCursor } from '../cursors/cursor.ts'
import { fail } from '../errors.ts'
import { type Merge, runPipeline, type WriteRequest } from '../language/index.ts'
import { findHits } from '../query/find.ts'
import { TimeSlice } from '../query/time-slice.ts'
import { assertValid, bypassesValidation } from '../query/validation.ts'
import type { Collection, Namespace } from '../storage/types.ts'
import { assertNamespace, type Call } from './call.ts'
import { buildIndexes } from './index-build.ts'
import { imageOf } from './insert.ts'
import { writeWhenFree } from './write-errors.ts'

const BATCH = 500

/** True for a last stage that writes the results away. */
export function isWriteStage(stage: Document | undefined): stage is Document {
  return stage !== undefined && ('$out' in stage || '$merge' in stage)
}

/** Where a $out or $merge writes to. @throws ServerError for what is not one */
function requestOf(call: Call, stage: Document): WriteRequest {
  let request: WriteRequest | undefined
  const write = (asked: WriteRequest) => {
    request = asked
  }
  // The language layer reads the stage, and names the target when it runs.
  const [variables, collation] = [call.document('let'), call.document('collation')]
  const run = runPipeline(
    [stage],
    [],
    { collection: () => [], now: new Date(), write },
    { collation, ...(variables && { let: variables }) },
  )
  for (const _ of run);
  return request ?? fail('InternalError', 'the pipeline did not name its target')
}

/** Writes what a cursor gives into the target of the last stage; the command then answers no documents. */
export async function writeResults(call: Call, stage: Document, results: Cursor): Promise<Cursor> {
  try {
    if (call.session?.transaction)
      fail(
        'OperationNotSupportedInTransaction',
        '$out and $merge cannot run in a multi-document transaction.',
      )
    const request = requestOf(call, stage)
    const target = { db: request.database ?? call.db, name: request.collection }
    assertNamespace(target)
    if (request.merge) await mergeInto(call, target, request.merge, results)
    else await replaceCollection(call, target, results)
    call.engine.store.batch.assertKept(call.rollbacks)
    await call.engine.store.batch.durable()
  } finally {
    results.close()
  }
  const { namespace, lsid, noTimeout } = results
  return new QueryCursor([].values(), { namespace, lsid, noTimeout })
}

async function forEach(
  call: Call,
  results: Cursor,
  use: (doc: Document) => void | Promise<void>,
): Promise<void> {
  const { signal } = call.context
  const { stopping } = call.engine
  const slice = new TimeSlice(call.deadline, stopping)
  while (!results.isExhausted) {
    const batch = await results.nextBatch({ batchSize: BATCH, deadline: call.deadline, signal, stopping })
    for (const { bytes } of batch) {
      await use(decodeDocument(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)))
      if (slice.isOver) await slice.next()
    }
  }
}

/** $out: fills a new collection beside the target, with its options and indexes, then puts it in its place. */
async function replaceCollection(call: Call, { db, name }: Namespace, results: Cursor): Promise<void> {
  const { store } = call.engine
  const target = store.catalog.find(db, name)
  const temporary = store.defineCollection(db, `tmp.agg_out.${randomUUID()}`, target?.options ?? {})
  try {
    const specs = target?.indexes
      .filter((index) => index.id !== 0 && !index.isBuilding)
      .map((index) => index.spec)
    await buildIndexes(store, temporary, specs ?? [], new TimeSlice(call.deadline, call.engine.stopping))
    await forEach(call, results, (doc) => {
      const image = imageOf(doc)
      if (!bypassesValidation(call)) assertValid(temporary, image.doc)
      store.writer.insert(temporary, image)
    })
    await call.engine.catalogMutex.run(() => putInPlace(call, temporary, { db, name }))
  } catch (error) {
    if (store.catalog.find(db, temporary.name)) store.change(() => store.catalog.drop(temporary))
    throw error
  }
}

async function putInPlace(call: Call, temporary: Collection, { db, name }: Namespace): Promise<void> {
  const { store, transactions } = call.engine
  const target = store.catalog.find(db, name)
  if (target) await transactions.settled(target)
  store.change(() => {
    store.batch.assertKept(call.rollbacks)
    if (target) store.catalog.drop(target)
    store.catalog.rename(temporary, db, name)
  })
}

async function mergeInto(call: Call, { db, name }: Namespace, merge: Merge, results: Cursor): Promise<void> {
  const coll = call.engine.store.ensureCollection(db, name)
  assertUniqueOn(coll, merge.on)
  await forEach(call, results, (doc) => writeWhenFree(call, () => mergeOne(call, coll, merge, doc)))
}

function assertUniqueOn(coll: Collection, on: string[]): void {
  const wanted = [...on].sort().join()
  const isUnique = coll.indexes.some(
    (index) =>
      index.unique &&
      !index.partialFilter &&
      index.fields
        .map(({ path }) => path)
        .sort()
        .join() === wanted,
  )
  if (!isUnique) fail('Location51183', 'Cannot find index to verify that join fields will be unique')
}

function mergeOne(call: Call, coll: Collection, merge: Merge, given: Document): void {
  const doc = merge.on.includes('_id') && !('_id' in given) ? { _id: new ObjectId(), ...given } : given
  const { store } = call.engine
  const [hit] = findHits(store.writer.view, coll, { filter: merge.filterFor(doc), limit: 1 })
  const isChecked = !bypassesValidation(call)
  if (hit) {
    const after = merge.combine(hit.doc, doc)
    const raw = encodeDocument(after)
    if (raw.equals(hit.raw)) return
    if (isChecked) assertValid(coll, after, hit.doc)
    store.writer.update(coll, hit.rid, { doc: hit.doc, raw: hit.raw }, { doc: after, raw }, 'replace')
    return
  }
  if (merge.whenNotMatched === 'discard') return
  if (merge.whenNotMatched === 'fail')
    fail(
      'Location13113',
      '$merge could not find a matching document in the target collection for at least one document in the source collection',
    )
  const image = imageOf(doc)
  if (isChecked) assertValid(coll, image.doc)
  store.writer.insert(coll, image)
}
