import { decodeDocument } from '../bson/decode.ts'
import { encodeDocument } from '../bson/encode.ts'
import { type Document, isDocument } from '../bson/values.ts'
import { QueryCursor } from '../cursors/cursor.ts'
import { fail } from '../errors.ts'
import { runPipeline } from '../language/index.ts'
import { findHits } from '../query/find.ts'
import type { Hits } from '../query/hit.ts'
import type { Call } from './call.ts'
import { firstReply } from './cursors.ts'
import type { Command } from './dispatch.ts'

async function aggregate(call: Call): Promise<Document> {
  const stages = (call.array('pipeline') ?? []).map(checkStage)
  const name = call.body[call.name] === 1 ? '$cmd.aggregate' : call.collectionName()
  const coll = call.engine.store.catalog.find(call.db, name)
  const first = stages[0]?.['$match']
  const filter = isDocument(first) ? first : {}
  const collation = call.document('collation')
  const hits = coll ? findHits(call.view, coll, { filter, collation, hint: call.body['hint'] }) : []
  const variables = call.document('let')
  const out = runPipeline(
    isDocument(first) ? stages.slice(1) : stages,
    documents(hits),
    { collection: (other: string) => allDocuments(call, other), now: new Date() },
    { ...(collation && { collation }), ...(variables && { let: variables }) },
  )
  const cursor = new QueryCursor(encoded(out)[Symbol.iterator](), {
    namespace: `${call.db}.${name}`,
    lsid: call.session?.lsid,
    noTimeout: false,
  })
  const batchSize = call.document('cursor')?.['batchSize']
  return firstReply(call, cursor, { batchSize: batchSize === undefined ? undefined : Number(batchSize) })
}

function checkStage(stage: unknown): Document {
  if (!isDocument(stage)) fail('TypeMismatch', "Each element of the 'pipeline' array must be an object")
  if (Object.keys(stage).length !== 1)
    fail('Location40323', 'A pipeline stage specification object must contain exactly one field.')
  return stage
}

function* documents(hits: Hits): Iterable<Document> {
  for (const hit of hits) if (hit !== null) yield hit.doc
}

function* allDocuments(call: Call, name: string): Iterable<Document> {
  const coll = call.engine.store.catalog.find(call.db, name)
  if (coll) for (const row of call.view.scanAll(coll, false, 101)) yield decodeDocument(row.doc)
}

function* encoded(docs: Iterable<Document>): Iterable<Uint8Array> {
  for (const doc of docs) yield encodeDocument(doc)
}

export const aggregateCommands: Command[] = [
  {
    name: 'aggregate',
    fields: [
      'pipeline',
      'cursor',
      'allowDiskUse',
      'bypassDocumentValidation',
      'collation',
      'hint',
      'let',
      'explain',
    ],
    transactional: true,
    run: aggregate,
  },
]
