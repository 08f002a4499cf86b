import { RawDocument } from '../bson/encode.ts'
import { MAX_DOCUMENT_BYTES } from '../bson/values.ts'
import { TimeSlice } from '../query/time-slice.ts'

const DEFAULT_FIRST_BATCH = 101

export interface BatchRequest {
  /** Number of documents wanted; undefined for the server's default. */
  batchSize: number | undefined
  /** Milliseconds since the epoch at which the command must stop. */
  deadline: number
  /** How long a getMore may wait for new events, in milliseconds (change streams). */
  maxAwait?: number
  /** Aborted when the client is gone. */
  signal: AbortSignal
  /** Aborted when the server stops. */
  stopping: AbortSignal
}

/** Results that are read in batches. */
export interface Cursor {
  /** `db.collection` as the reply names it */
  readonly namespace: string
  readonly lsid: string | undefined
  readonly noTimeout: boolean
  readonly isExhausted: boolean
  nextBatch(request: BatchRequest): Promise<RawDocument[]>
  /** The resume token to report with the last batch (change streams). */
  readonly resumeToken?: unknown
  close(): void
}

/** Encoded results; null where the source offers a pause without a result. */
export type ResultIterator = Iterator<Uint8Array | null>

/** A cursor over a lazy sequence of encoded documents. */
export class QueryCursor implements Cursor {
  readonly namespace: string
  readonly lsid: string | undefined
  readonly noTimeout: boolean
  isExhausted = false
  private readonly results: ResultIterator
  /** Read but did not fit into the last batch. */
  private held: Uint8Array | undefined
  private isFirst = true

  constructor(
    results: ResultIterator,
    options: { namespace: string; lsid: string | undefined; noTimeout: boolean },
  ) {
    this.results = results
    this.namespace = options.namespace
    this.lsid = options.lsid
    this.noTimeout = options.noTimeout
  }

  /** The next documents: at most `batchSize`, and never more than 16 MB beyond the first. */
  async nextBatch(request: BatchRequest): Promise<RawDocument[]> {
    const limit = request.batchSize ?? (this.isFirst ? DEFAULT_FIRST_BATCH : Number.POSITIVE_INFINITY)
    this.isFirst = false
    const batch: RawDocument[] = []
    const slice = new TimeSlice(request.deadline, request.stopping)
    let bytes = 0
    while (batch.length < limit) {
      const next = this.read()
      if (next === undefined) break
      if (next !== null) {
        if (batch.length > 0 && bytes + next.length > MAX_DOCUMENT_BYTES) {
          this.held = next
          break
        }
        batch.push(new RawDocument(next))
        bytes += next.length
      }
      if (slice.isOver) await slice.next()
    }
    // Looking one document ahead tells the client that a full batch was the last one.
    if (!this.held && !this.isExhausted) this.held = this.read() ?? undefined
    return batch
  }

  close(): void {
    this.isExhausted = true
    this.results.return?.()
  }

  private read(): Uint8Array | null | undefined {
    if (this.held) {
      const held = this.held
      this.held = undefined
      return held
    }
    const { done, value } = this.results.next()
    if (!done) return value
    this.isExhausted = true
    return undefined
  }
}
