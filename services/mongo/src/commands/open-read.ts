import type { Document } from '../bson/values.ts'
import { type Cursor, QueryCursor } from '../cursors/cursor.ts'
import type { FindSpec } from '../query/find.ts'
import { planRead, type ReadRequest, startRead } from '../query/read.ts'
import { isHeavy } from '../query/weight.ts'
import { toTimestamp } from '../storage/clock.ts'
import type { Call } from './call.ts'

/** What a find or an aggregate reads. */
export interface Read {
  name: string
  spec: FindSpec
  stages: Document[]
  projection?: Document | undefined
  noTimeout?: boolean
  /** Documents in place of the collection's. */
  given?: Iterable<Document> | undefined
}

/** Opens the cursor of a read: here, or in the worker when it would hold up everybody else. */
export function openRead(call: Call, read: Read): Cursor {
  const { store } = call.engine
  const request: ReadRequest = {
    db: call.db,
    name: read.name,
    spec: read.spec,
    projection: read.projection,
    stages: read.stages,
    clusterTime: toTimestamp(store.lastCommitted),
  }
  const options = { lsid: call.session?.lsid, noTimeout: read.noTimeout ?? false }
  const scope = { view: call.view, catalog: store.catalog }
  const source = planRead(scope, request)
  // The worker sees what is committed: neither a transaction's own writes nor its snapshot.
  if (!call.session?.transaction && !read.given && isHeavy(scope, request, source))
    return call.engine.queries.start(request, options)
  return new QueryCursor(startRead(scope, request, source, read.given), {
    namespace: `${call.db}.${read.name}`,
    ...options,
  })
}
