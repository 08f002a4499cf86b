import { encodeDocument } from '../bson/encode.ts'
import { type Document, toNumber } from '../bson/values.ts'
import { QueryCursor } from '../cursors/cursor.ts'
import type { Call } from './call.ts'
import { firstReply } from './cursors.ts'

/** Answers a list of documents through a cursor, as the list commands do. */
export function listReply(call: Call, docs: Document[], namespace: string): Promise<Document> {
  const cursor = new QueryCursor(docs.map((doc) => encodeDocument(doc)).values(), {
    namespace,
    lsid: call.session?.lsid,
    noTimeout: false,
  })
  return firstReply(call, cursor, { batchSize: toNumber(call.document('cursor')?.['batchSize']) })
}
