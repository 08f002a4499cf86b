import { BSONRegExp, ObjectId } from 'bson'
import { encodeDocument } from '../bson/encode.ts'
import { type Document, MAX_DOCUMENT_BYTES } from '../bson/values.ts'
import { fail } from '../errors.ts'
import { TimeSlice } from '../query/time-slice.ts'
import { assertValid, bypassesValidation } from '../query/validation.ts'
import type { Image } from '../storage/record-writer.ts'
import type { Call } from './call.ts'
import type { Command } from './dispatch.ts'
import { MAX_WRITE_BATCH } from './handshake.ts'
import { toWriteError, writeWhenFree } from './write-errors.ts'

/** Where the name of the first field is in an encoded document: after its length and a type. */
const FIRST_NAME = 5
const ID_NAME = Buffer.from('_id\0')

/** A document as it will be stored: with an `_id`, which comes first. The client's bytes are kept when they fit. */
export function imageOf(doc: Document, raw?: Buffer): Image {
  if (raw?.subarray(FIRST_NAME, FIRST_NAME + ID_NAME.length).equals(ID_NAME)) return checkedImage(doc, raw)
  const { _id = new ObjectId(), ...rest } = doc
  const complete = { _id, ...rest }
  return checkedImage(complete, encodeDocument(complete))
}

function checkedImage(doc: Document, raw: Buffer): Image {
  if (raw.length > MAX_DOCUMENT_BYTES)
    fail(
      'BadValue',
      `object to insert too large. size in bytes: ${raw.length}, max size: ${MAX_DOCUMENT_BYTES}`,
    )
  checkId(doc['_id'])
  return { doc, raw }
}

/** @throws ServerError InvalidIdField */
function checkId(id: unknown): void {
  const kind = Array.isArray(id)
    ? 'array'
    : id instanceof BSONRegExp
      ? 'regex'
      : id === undefined
        ? 'undefined'
        : undefined
  if (kind) fail('InvalidIdField', `The '_id' value cannot be of type ${kind}`)
}

async function insert(call: Call): Promise<Document> {
  const name = call.collectionName()
  const items = call.items('documents')
  checkBatchSize(items.length)
  const ordered = call.body['ordered'] === undefined || call.flag('ordered')
  const bypass = bypassesValidation(call)
  const coll = call.engine.store.ensureCollection(call.db, name)
  const writeErrors: Document[] = []
  const slice = new TimeSlice(call.deadline, call.engine.stopping)
  let n = 0
  for (const [i, { doc, raw }] of items.entries()) {
    if (call.session?.earlierResult(i)) {
      n++
      continue
    }
    try {
      const image = imageOf(doc, raw)
      if (!bypass) assertValid(coll, image.doc)
      await writeWhenFree(call, () => call.writer.insert(coll, image))
      call.session?.remember(i, { n: 1 })
      n++
    } catch (error) {
      writeErrors.push(toWriteError(call, error, i))
      if (ordered) break
    }
    if (slice.isOver) {
      call.session?.save()
      await slice.next()
    }
  }
  await finishWrite(call)
  return { n, ...(writeErrors.length > 0 && { writeErrors }) }
}

/** @throws ServerError InvalidLength */
export function checkBatchSize(size: number): void {
  if (size === 0 || size > MAX_WRITE_BATCH)
    fail(
      'InvalidLength',
      `Write batch sizes must be between 1 and ${MAX_WRITE_BATCH}. Got ${size} operations.`,
    )
}

/** Stores the results for retries and waits until everything the command wrote is on disk. */
export async function finishWrite(call: Call): Promise<void> {
  if (call.session?.transaction) return
  const { batch } = call.engine.store
  batch.assertKept(call.rollbacks)
  call.session?.save()
  await batch.durable()
}

export const insertCommand: Command = {
  name: 'insert',
  fields: ['documents', 'ordered', 'bypassDocumentValidation', 'collation'],
  transactional: true,
  retryable: true,
  run: insert,
}
