import { decodeDocument } from '../bson/decode.ts'
import type { Document } from '../bson/values.ts'
import type { Row } from '../storage/types.ts'

/** A document found by a query; decoded only when somebody looks into it. */
export class Hit {
  readonly rid: number
  readonly raw: Buffer
  /** Score of a $text query. */
  readonly score: number | undefined
  private decoded: Document | undefined

  constructor(row: Row, score?: number) {
    this.rid = row.rid
    this.raw = row.doc
    this.score = score
  }

  get doc(): Document {
    this.decoded ??= decodeDocument(this.raw)
    return this.decoded
  }

  /** Lets go of the decoded form, of a hit that waits for others. */
  release(): void {
    this.decoded = undefined
  }
}

/** Hits of a running query; null marks a pause without a result. */
export type Hits = Iterable<Hit | null>
