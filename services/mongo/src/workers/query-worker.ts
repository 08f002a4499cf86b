import { parentPort, workerData } from 'node:worker_threads'
import { QueryCursor } from '../cursors/cursor.ts'
import { planRead, startRead } from '../query/read.ts'
import { Catalog } from '../storage/catalog.ts'
import { SqlView } from '../storage/sql-view.ts'
import { Sql } from '../storage/sqlite.ts'
import { type FromWorker, packError, type ToWorker, unpackRequest } from './messages.ts'

/** Runs reads that would hold up the server, on a connection of its own; each message is one step. */

const CACHE_KIB = 8 * 1024
const never = new AbortController().signal

const sql = new Sql(String(workerData.path), { readOnly: true, cacheKiB: CACHE_KIB })
const catalog = new Catalog(sql)
const view = new SqlView(sql)
const cursors = new Map<number, { cursor: QueryCursor; closed: AbortController }>()
let catalogVersion = Number(workerData.catalogVersion)

function answer(message: FromWorker): void {
  parentPort?.postMessage(message)
}

function open(message: Extract<ToWorker, { kind: 'open' }>): void {
  if (message.catalogVersion !== catalogVersion) {
    catalog.reload()
    catalogVersion = message.catalogVersion
  }
  const request = unpackRequest(message.request)
  const options = { namespace: '', lsid: undefined, noTimeout: true }
  const scope = { view, catalog }
  const results = startRead(scope, request, planRead(scope, request))
  cursors.set(message.id, { cursor: new QueryCursor(results, options), closed: new AbortController() })
}

async function next({ id, limit }: Extract<ToWorker, { kind: 'next' }>): Promise<void> {
  const read = cursors.get(id)
  if (!read) return
  const { cursor, closed } = read
  const docs = await cursor.nextBatch({
    batchSize: limit,
    deadline: Number.POSITIVE_INFINITY,
    signal: never,
    stopping: closed.signal,
  })
  if (cursor.isExhausted) cursors.delete(id)
  answer({ kind: 'batch', id, docs: docs.map((doc) => doc.bytes), done: cursor.isExhausted })
}

/** Between two of its slices a batch is not being read: what it reads from can be closed, and its next slice never comes. */
function close({ id }: Extract<ToWorker, { kind: 'close' }>): void {
  const read = cursors.get(id)
  read?.closed.abort()
  read?.cursor.close()
  cursors.delete(id)
}

parentPort?.on('message', async (message: ToWorker) => {
  try {
    if (message.kind === 'open') open(message)
    else if (message.kind === 'next') await next(message)
    else close(message)
  } catch (error) {
    cursors.delete(message.id)
    answer({ kind: 'error', id: message.id, ...packError(error) })
  }
})
