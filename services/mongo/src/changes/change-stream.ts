import { encodeDocument, RawDocument } from '../bson/encode.ts'
import { type Document, MAX_DOCUMENT_BYTES } from '../bson/values.ts'
import type { BatchRequest, Cursor } from '../cursors/cursor.ts'
import { type CodeName, fail, ServerError } from '../errors.ts'
import { runPipeline } from '../language/index.ts'
import { readOplog, type StoredEntry, trimmedPosition } from '../storage/oplog.ts'
import type { Store } from '../storage/store.ts'
import { type EventOptions, invalidateEvent, toEvent } from './events.ts'
import { makeToken } from './resume-token.ts'

const CHUNK = 200

/** Which changes a stream shows: of one collection, one database, or everything. */
export interface StreamScope {
  db?: string
  coll?: string
}

export interface StreamOptions extends EventOptions {
  namespace: string
  lsid: string | undefined
  scope: StreamScope
  /** Shows what comes after this position of the oplog. */
  position: number
  /** The stages after $changeStream. */
  pipeline: Document[]
}

interface Pending {
  bytes: Buffer
  token: Document
}

/** A cursor over changes, which waits for new ones without polling. */
export class ChangeStream implements Cursor {
  readonly namespace: string
  readonly lsid: string | undefined
  /** Drivers keep change streams open; they send getMore commands all the time. */
  readonly noTimeout = false
  isExhausted = false
  private readonly store: Store
  private readonly options: StreamOptions
  private position: number
  private token: Document
  private isFirst = true
  private isInvalidated = false
  private pending: Pending[] = []
  private wake: () => void = () => undefined

  /** @throws ServerError ChangeStreamHistoryLost when the changes after the position are no longer kept */
  constructor(store: Store, options: StreamOptions) {
    this.store = store
    this.options = options
    this.namespace = options.namespace
    this.lsid = options.lsid
    this.position = options.position
    this.token = makeToken(this.position, 'mark')
    // An empty run reports what is wrong with the pipeline before anything happens.
    this.throughPipeline([])
    this.assertHistory()
  }

  get resumeToken(): Document {
    return this.token
  }

  async nextBatch(request: BatchRequest): Promise<RawDocument[]> {
    const until = Date.now() + (this.isFirst ? 0 : (request.maxAwait ?? 0))
    this.isFirst = false
    for (;;) {
      this.fill()
      if (this.pending.length > 0) break
      const left = until - Date.now()
      if (left <= 0 || request.signal.aborted) break
      await this.waitForCommit(left, request.signal)
      if (this.isExhausted) return fail('CursorKilled', 'The change stream was closed')
      if (request.signal.aborted) return []
    }
    return this.take(request.batchSize ?? Number.POSITIVE_INFINITY)
  }

  close(): void {
    this.isExhausted = true
    this.wake()
  }

  private take(limit: number): RawDocument[] {
    const batch: RawDocument[] = []
    let bytes = 0
    while (batch.length < limit) {
      const next = this.pending[0]
      if (!next || (batch.length > 0 && bytes + next.bytes.length > MAX_DOCUMENT_BYTES)) break
      this.pending.shift()
      batch.push(new RawDocument(next.bytes))
      bytes += next.bytes.length
      this.token = next.token
    }
    if (this.pending.length > 0) return batch
    if (this.isInvalidated) this.isExhausted = true
    else this.token = makeToken(this.position, batch.length > 0 ? 'event' : 'mark')
    return batch
  }

  /** Reads on until there is something to show or nothing more to read. */
  private fill(): void {
    while (this.pending.length === 0 && !this.isInvalidated) {
      this.assertHistory()
      const committed = this.store.lastCommitted
      const entries = readOplog(this.store.reader, this.position, this.options.scope, CHUNK)
      this.pending = this.throughPipeline(this.toEvents(entries))
      if (entries.length === CHUNK && !this.isInvalidated) continue
      if (!this.isInvalidated) this.position = Math.max(this.position, committed)
      return
    }
  }

  private toEvents(entries: StoredEntry[]): Document[] {
    const events: Document[] = []
    for (const entry of entries) {
      this.position = entry.position
      const event = toEvent(this.store, entry, this.options)
      if (event) events.push(event)
      if (!this.ends(entry)) continue
      events.push(invalidateEvent(entry))
      this.isInvalidated = true
      break
    }
    return events
  }

  /** Whether what the stream watches is gone after this change. */
  private ends({ op }: StoredEntry): boolean {
    const { db, coll } = this.options.scope
    if (coll !== undefined) return op === 'drop' || op === 'rename' || op === 'dropDatabase'
    return db !== undefined && op === 'dropDatabase'
  }

  private throughPipeline(events: Document[]): Pending[] {
    const { pipeline } = this.options
    const tokens = new Set(events.map((event) => tokenText(event['_id'])))
    const results = runPipeline(pipeline, events, { collection: () => [], now: new Date() })
    return Array.from(results, (event) => {
      const token = event['_id'] as Document
      if (!tokens.has(tokenText(token)))
        throw notResumable(
          'ChangeStreamFatalError',
          'Encountered an event whose _id field, which contains the resume token, was modified by the pipeline. Modifying the _id field of an event makes it impossible to resume the stream from that point.',
        )
      return { bytes: encodeDocument(event), token }
    })
  }

  private assertHistory(): void {
    if (this.position >= trimmedPosition(this.store.reader)) return
    throw notResumable(
      'ChangeStreamHistoryLost',
      'Resume of change stream was not possible, as the resume point may no longer be in the oplog.',
    )
  }

  private waitForCommit(milliseconds: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer)
        this.store.off('commit', onCommit)
        signal.removeEventListener('abort', done)
        this.wake = () => undefined
        resolve()
      }
      const onCommit = (namespaces: ReadonlySet<string>) => {
        if (this.concerns(namespaces)) done()
      }
      const timer = setTimeout(done, milliseconds)
      this.store.on('commit', onCommit)
      signal.addEventListener('abort', done)
      this.wake = done
    })
  }

  private concerns(namespaces: ReadonlySet<string>): boolean {
    const { db, coll } = this.options.scope
    if (db === undefined) return namespaces.size > 0
    return namespaces.has(coll === undefined ? db : `${db}.${coll}`) || namespaces.has(`${db}.`)
  }
}

/** An error after which resuming is of no use; the label tells drivers so. */
function notResumable(codeName: CodeName, message: string): ServerError {
  return new ServerError(codeName, message, {}, ['NonResumableChangeStreamError'])
}

function tokenText(token: unknown): string {
  return String((token as Document | undefined)?.['_data'])
}
