import { decodeDocument } from '../bson/decode.ts'
import type { Document } from '../bson/values.ts'
import type { Row } from '../storage/types.ts'

/** A document found by a query; decoded only when somebody looks into it. */
export class Hit {
  readonly rid: number
  readonly raw: Buffer
  /** How a $text query scores its documents. */
  readonly scoring: ((doc: Document) => number) | undefined
  private decoded: Document | undefined
  private scored: number | undefined

  constructor(row: Row, scoring?: (doc: Document) => number) {
    this.rid = row.rid
    this.raw = row.doc
    this.scoring = scoring
  }

  /** Score of a $text query, worked out when it is asked for: few queries do, and it costs more than all else of them. */
  get score(): number | undefined {
    this.scored ??= this.scoring?.(this.doc)
    return this.scored
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
