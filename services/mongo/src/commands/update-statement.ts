import { ObjectId } from 'bson'
import { encodeDocument } from '../bson/encode.ts'
import { type Document, isDocument, MAX_DOCUMENT_BYTES } from '../bson/values.ts'
import { fail, ServerError } from '../errors.ts'
import { applyUpdate, upsertSeed } from '../language/index.ts'
import type { Hit } from '../query/hit.ts'
import { assertValid } from '../query/validation.ts'
import { toTimestamp } from '../storage/clock.ts'
import type { Image } from '../storage/record-writer.ts'
import type { Collection, Namespace } from '../storage/types.ts'
import type { Call } from './call.ts'
import { imageOf } from './insert.ts'
import { writeWhenFree } from './write-errors.ts'
import { changeMatching, type Target } from './write-target.ts'

export interface UpdateStatement extends Target {
  update: Document | Document[]
  upsert: boolean
  arrayFilters?: Document[] | undefined
  bypassValidation: boolean
}

export interface UpdateResult {
  matched: number
  modified: number
  upserted?: Image
  /** The last matched document, before and after. */
  before?: Document
  after?: Document
}

/** What kind of update it is. @throws ServerError for a mixture or a replacement of many */
function kindOf(statement: UpdateStatement): 'update' | 'replace' {
  if (Array.isArray(statement.update)) return 'update'
  const first = Object.keys(statement.update)[0]
  if (first?.startsWith('$')) return 'update'
  if (statement.multi) fail('FailedToParse', 'multi update is not supported for replacement-style update')
  return 'replace'
}

/** Runs one update, with upsert; the namespace is taken to be valid. */
export async function runUpdate(
  call: Call,
  { db, name }: Namespace,
  statement: UpdateStatement,
): Promise<UpdateResult> {
  const kind = kindOf(statement)
  for (let attempt = 1; ; attempt++) {
    const coll = statement.upsert
      ? call.engine.store.ensureCollection(db, name)
      : call.engine.store.catalog.find(db, name)
    if (!coll) return { matched: 0, modified: 0 }
    const result: UpdateResult = { matched: 0, modified: 0 }
    result.matched = await changeMatching(call, coll, statement, (hit) =>
      updateHit(call, coll, statement, kind, hit, result),
    )
    if (result.matched > 0 || !statement.upsert) return result
    try {
      result.upserted = await upsert(call, coll, statement)
      return result
    } catch (error) {
      // Another upsert may have come first while this one scanned: then there is a document to update.
      if (attempt > 1 || !(error instanceof ServerError && error.codeName === 'DuplicateKey')) throw error
    }
  }
}

function updateOptions(call: Call, statement: UpdateStatement, isInsert: boolean) {
  return {
    filter: statement.filter,
    ...(statement.arrayFilters && { arrayFilters: statement.arrayFilters }),
    ...(statement.variables && { variables: statement.variables }),
    ...(statement.collation && { collation: statement.collation }),
    isInsert,
    now: new Date(),
    nextTimestamp: () => toTimestamp(call.engine.store.clock.tick()),
  }
}

function updateHit(
  call: Call,
  coll: Collection,
  statement: UpdateStatement,
  kind: 'update' | 'replace',
  hit: Hit,
  result: UpdateResult,
): void {
  const after = applyUpdate(hit.doc, statement.update, updateOptions(call, statement, false))
  result.before = hit.doc
  result.after = after
  if (after === hit.doc) return
  const raw = encodeDocument(after)
  if (raw.equals(hit.raw)) return
  assertSize(raw)
  if (!statement.bypassValidation) assertValid(coll, after, hit.doc)
  call.writer.update(coll, hit.rid, { doc: hit.doc, raw: hit.raw }, { doc: after, raw }, kind)
  result.modified++
}

async function upsert(call: Call, coll: Collection, statement: UpdateStatement): Promise<Image> {
  const seed = upsertSeed(statement.filter)
  const made = applyUpdate(seed, statement.update, updateOptions(call, statement, true))
  const doc = '_id' in made || !('_id' in seed) ? made : { _id: seed['_id'], ...made }
  const image = imageOf('_id' in doc ? doc : { _id: new ObjectId(), ...doc })
  if (!statement.bypassValidation) assertValid(coll, image.doc)
  await writeWhenFree(call, () => call.writer.insert(coll, image))
  return image
}

function assertSize(raw: Buffer): void {
  if (raw.length > MAX_DOCUMENT_BYTES)
    fail('Location17419', `Resulting document after update is larger than ${MAX_DOCUMENT_BYTES}`)
}

/** The update of a statement: operators, a replacement or a pipeline. @throws ServerError FailedToParse */
export function checkUpdate(update: unknown): Document | Document[] {
  if (isDocument(update)) return update
  if (Array.isArray(update) && update.every(isDocument)) return update
  return fail('FailedToParse', 'Update argument must be either an object or an array')
}
