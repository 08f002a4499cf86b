import { decodeDocument } from '../bson/decode.ts'
import type { Document } from '../bson/values.ts'
import { fail } from '../errors.ts'
import { toTimestamp } from '../storage/clock.ts'
import { idKeyOf } from '../storage/keys.ts'
import type { OplogKind, StoredEntry } from '../storage/oplog.ts'
import type { Store } from '../storage/store.ts'
import { makeToken } from './resume-token.ts'

export interface EventOptions {
  fullDocument: 'default' | 'updateLookup' | 'whenAvailable' | 'required'
  fullDocumentBeforeChange: 'off' | 'whenAvailable' | 'required'
  /** Events of the catalog too: create, createIndexes, dropIndexes, modify. */
  showExpandedEvents: boolean
}

const EXPANDED = new Set<OplogKind>(['create', 'createIndexes', 'dropIndexes', 'modify'])

/** The change event of an oplog entry; undefined for what the stream does not show. */
export function toEvent(store: Store, entry: StoredEntry, options: EventOptions): Document | undefined {
  if (EXPANDED.has(entry.op) && !options.showExpandedEvents) return undefined
  const clusterTime = toTimestamp(entry.time)
  const event: Document = {
    _id: makeToken(entry.position, 'event'),
    operationType: entry.op,
    clusterTime,
    wallTime: new Date((clusterTime.high >>> 0) * 1000),
  }
  const body = entry.body && decodeDocument(entry.body)
  const full = fullDocument(store, entry, body, options)
  if (full !== undefined) event['fullDocument'] = full
  event['ns'] = entry.op === 'dropDatabase' ? { db: entry.db } : { db: entry.db, coll: entry.coll }
  if (entry.key) event['documentKey'] = decodeDocument(entry.key)
  if (entry.op === 'update' && body) event['updateDescription'] = body
  if (entry.op === 'rename' && body) event['to'] = body['to']
  if (EXPANDED.has(entry.op) && body) event['operationDescription'] = body
  const before = beforeChange(entry, options)
  if (before !== undefined) event['fullDocumentBeforeChange'] = before
  if (entry.txn) Object.assign(event, decodeDocument(entry.txn))
  return event
}

/** The event after which a stream on what was dropped or renamed ends. */
export function invalidateEvent(entry: StoredEntry): Document {
  const clusterTime = toTimestamp(entry.time)
  return {
    _id: makeToken(entry.position, 'invalidate'),
    operationType: 'invalidate',
    clusterTime,
    wallTime: new Date((clusterTime.high >>> 0) * 1000),
  }
}

function fullDocument(
  store: Store,
  entry: StoredEntry,
  body: Document | undefined,
  options: EventOptions,
): Document | null | undefined {
  if (entry.op === 'insert' || entry.op === 'replace') return body
  if (entry.op !== 'update' || options.fullDocument === 'default') return undefined
  if (options.fullDocument === 'updateLookup') return currentDocument(store, entry)
  if (entry.post) return decodeDocument(entry.post)
  if (options.fullDocument === 'required') return missingImage('post-image')
  return null
}

function currentDocument(store: Store, entry: StoredEntry): Document | null {
  const coll = store.catalog.find(entry.db, entry.coll)
  if (!coll || !entry.key) return null
  const row = store.view.byIdKey(coll, idKeyOf(decodeDocument(entry.key)['_id']))
  return row ? decodeDocument(row.doc) : null
}

function beforeChange(entry: StoredEntry, options: EventOptions): Document | null | undefined {
  const hasBefore = entry.op === 'update' || entry.op === 'replace' || entry.op === 'delete'
  if (!hasBefore || options.fullDocumentBeforeChange === 'off') return undefined
  if (entry.pre) return decodeDocument(entry.pre)
  if (options.fullDocumentBeforeChange === 'required') return missingImage('pre-image')
  return null
}

function missingImage(kind: string): never {
  return fail(
    'NoMatchingDocument',
    `Change stream was configured to require a ${kind} for all update, delete and replace events, but the ${kind} for an event is not available`,
  )
}
