import { Int32 } from 'bson'
import { encodeDocument } from '../bson/encode.ts'
import { type Document, toNumber } from '../bson/values.ts'
import { QueryCursor } from '../cursors/cursor.ts'
import { fail } from '../errors.ts'
import { TimeSlice } from '../query/time-slice.ts'
import { assertValid, bypassesValidation } from '../query/validation.ts'
import type { Namespace } from '../storage/types.ts'
import { assertNamespace, type Call } from './call.ts'
import { firstReply } from './cursors.ts'
import { runDelete } from './delete.ts'
import type { Command } from './dispatch.ts'
import { checkBatchSize, finishWrite, imageOf } from './insert.ts'
import { Statement } from './statement.ts'
import { checkUpdate, runUpdate } from './update-statement.ts'
import { toWriteError, writeWhenFree } from './write-errors.ts'

/** What the operations have done so far, as the reply sums it up. */
interface Totals {
  nInserted: number
  nMatched: number
  nModified: number
  nUpserted: number
  nDeleted: number
}

const UPDATE_FIELDS = [
  'update',
  'filter',
  'updateMods',
  'multi',
  'upsert',
  'arrayFilters',
  'collation',
  'hint',
  'constants',
  'sort',
]

function namespaces(call: Call): Namespace[] {
  return call.items('nsInfo').map(({ doc }) => {
    const ns = doc['ns']
    const dot = typeof ns === 'string' ? ns.indexOf('.') : -1
    if (typeof ns !== 'string' || dot <= 0)
      return fail('InvalidNamespace', `Invalid namespace specified '${String(ns)}'`)
    const namespace = { db: ns.slice(0, dot), name: ns.slice(dot + 1) }
    assertNamespace(namespace)
    return namespace
  })
}

async function bulkWrite(call: Call): Promise<Document> {
  const all = namespaces(call)
  const items = call.items('ops')
  checkBatchSize(items.length)
  const ordered = call.body['ordered'] === undefined || call.flag('ordered')
  const errorsOnly = call.flag('errorsOnly')
  const totals: Totals = { nInserted: 0, nMatched: 0, nModified: 0, nUpserted: 0, nDeleted: 0 }
  const results: Document[] = []
  let nErrors = 0
  const slice = new TimeSlice(call.deadline, call.engine.stopping)
  for (const [idx, { doc }] of items.entries()) {
    try {
      const result = call.session?.earlierResult(idx) ?? (await runOperation(call, all, doc, idx))
      addUp(totals, doc, result)
      if (!errorsOnly) results.push({ ok: 1, idx, ...result })
    } catch (error) {
      const { index, ...failure } = toWriteError(call, error, idx)
      nErrors++
      results.push({ ok: 0, idx: index, n: 0, ...failure })
      if (ordered) break
    }
    if (slice.isOver) {
      call.session?.save()
      await slice.next()
    }
  }
  await finishWrite(call)
  const cursor = new QueryCursor(results.map((result) => encodeDocument(result)).values(), {
    namespace: 'admin.$cmd.bulkWrite',
    lsid: call.session?.lsid,
    noTimeout: false,
  })
  const reply = await firstReply(call, cursor, {
    batchSize: toNumber(call.document('cursor')?.['batchSize']),
  })
  return { ...reply, nErrors: new Int32(nErrors), ...totals }
}

function addUp(totals: Totals, op: Document, result: Document): void {
  const n = Number(result['n'])
  if ('insert' in op) totals.nInserted += n
  else if ('delete' in op) totals.nDeleted += n
  else if ('upserted' in result) totals.nUpserted++
  else {
    totals.nMatched += n
    totals.nModified += Number(result['nModified'])
  }
}

async function runOperation(call: Call, all: Namespace[], op: Document, idx: number): Promise<Document> {
  const kind = Object.keys(op)[0] ?? ''
  if (kind !== 'insert' && kind !== 'update' && kind !== 'delete')
    fail('IDLUnknownField', `BSON field 'bulkWrite.ops.${kind}' is an unknown field.`)
  const ns = all[toNumber(op[kind]) ?? -1]
  if (!ns) return fail('BadValue', `BulkWrite ops entry ${describeOp(op)} has an invalid nsInfo index.`)
  if (kind === 'insert') return insertOne(call, ns, op, idx)
  return kind === 'update' ? updateSome(call, ns, op, idx) : deleteSome(call, ns, op, idx)
}

function describeOp(op: Document): string {
  return JSON.stringify(Object.keys(op))
}

async function insertOne(call: Call, { db, name }: Namespace, op: Document, idx: number): Promise<Document> {
  const statement = new Statement('bulkWrite.ops', op, ['insert', 'document'])
  const image = imageOf(statement.requiredDocument('document'))
  const coll = call.engine.store.ensureCollection(db, name)
  if (!bypassesValidation(call)) assertValid(coll, image.doc)
  await writeWhenFree(call, () => call.writer.insert(coll, image))
  call.session?.remember(idx, { n: 1 })
  return { n: 1 }
}

async function updateSome(call: Call, ns: Namespace, op: Document, idx: number): Promise<Document> {
  const statement = new Statement('bulkWrite.ops', op, UPDATE_FIELDS)
  const result = await runUpdate(call, ns, {
    filter: statement.requiredDocument('filter'),
    update: checkUpdate(statement.required('updateMods')),
    multi: statement.flag('multi'),
    upsert: statement.flag('upsert'),
    arrayFilters: statement.documents('arrayFilters'),
    collation: statement.document('collation'),
    hint: statement.get('hint'),
    sort: statement.document('sort'),
    variables: statement.document('constants') ?? call.document('let'),
    bypassValidation: bypassesValidation(call),
  })
  const summary = {
    n: result.matched + (result.upserted ? 1 : 0),
    nModified: result.modified,
    ...(result.upserted && { upserted: { _id: result.upserted.doc['_id'] } }),
  }
  if (result.modified > 0 || result.upserted) call.session?.remember(idx, summary)
  return summary
}

async function deleteSome(call: Call, ns: Namespace, op: Document, idx: number): Promise<Document> {
  const statement = new Statement('bulkWrite.ops', op, ['delete', 'filter', 'multi', 'hint', 'collation'])
  const n = await runDelete(call, ns, {
    filter: statement.requiredDocument('filter'),
    multi: statement.flag('multi'),
    hint: statement.get('hint'),
    collation: statement.document('collation'),
    variables: call.document('let'),
  })
  if (n > 0) call.session?.remember(idx, { n })
  return { n }
}

export const bulkWriteCommand: Command = {
  name: 'bulkWrite',
  adminOnly: true,
  fields: ['ops', 'nsInfo', 'ordered', 'errorsOnly', 'bypassDocumentValidation', 'let', 'cursor'],
  transactional: true,
  retryable: true,
  run: bulkWrite,
}
