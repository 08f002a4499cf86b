import { Binary } from 'bson'
import { type Document, isDocument, toNumber } from '../bson/values.ts'
import { fail } from '../errors.ts'
import type { SessionTable } from '../storage/session-table.ts'
import type { View } from '../storage/types.ts'
import type { DocumentWriter } from '../storage/writer.ts'

/** The open transaction that a command belongs to. */
export interface OpenTransaction {
  readonly view: View
  readonly writer: DocumentWriter
  /** Runs when the transaction has committed or aborted. */
  onEnd(listener: () => void): void
  abort(): void
}

/** The session that a command names by its `lsid`, and what its `txnNumber` means for the command. */
export class Session {
  /** The session's id as text, for use as a key. */
  readonly lsid: string
  readonly lsidBytes: Buffer
  readonly txnNumber: number | undefined
  transaction: OpenTransaction | undefined
  private readonly table: SessionTable
  /** How many statements from the first on had the plain result `{ n: 1 }`. */
  private plain = 0
  private results: Document = {}
  private isChanged = false

  constructor(table: SessionTable, lsid: unknown, txnNumber: unknown) {
    this.table = table
    this.lsidBytes = sessionId(lsid)
    this.lsid = this.lsidBytes.toString('base64')
    this.txnNumber = toNumber(txnNumber)
  }

  /**
   * Prepares for a retryable write: loads the results of an earlier attempt with the same number.
   * @throws ServerError TransactionTooOld for a number that the session has already passed
   */
  loadRetry(): void {
    if (this.txnNumber === undefined) return
    const known = this.table.find(this.lsidBytes)
    if (!known || known.number < this.txnNumber) return
    if (known.number > this.txnNumber)
      fail(
        'TransactionTooOld',
        `Retryable write with txnNumber ${this.txnNumber} is prohibited on session: a newer one with txnNumber ${known.number} has already started`,
      )
    const { plain, results } = known.state
    if (isDocument(results)) {
      this.plain = toNumber(plain) ?? 0
      this.results = results
    } else
      fail(
        'IncompleteTransactionHistory',
        `The txnNumber ${this.txnNumber} of this session belongs to a multi-document transaction`,
      )
  }

  /** The result that an earlier attempt of this statement had. */
  earlierResult(statement: number): Document | undefined {
    if (statement < this.plain) return { n: 1 }
    const result = this.results[String(statement)]
    return isDocument(result) ? result : undefined
  }

  /** Remembers the result of a statement; `save` writes it. */
  remember(statement: number, result: Document): void {
    if (this.txnNumber === undefined || this.transaction) return
    const isPlain = Object.keys(result).length === 1 && result['n'] === 1
    if (isPlain && statement === this.plain) this.plain++
    else this.results[String(statement)] = result
    this.isChanged = true
  }

  /** Writes what was remembered into the open batch, together with the writes it tells about. */
  save(): void {
    if (!this.isChanged || this.txnNumber === undefined) return
    this.table.save(this.lsidBytes, this.txnNumber, {
      plain: this.plain,
      results: this.results,
    })
    this.isChanged = false
  }
}

/** The bytes that identify a session. @throws ServerError for anything but `{ id: UUID }` */
export function sessionId(lsid: unknown): Buffer {
  const id = isDocument(lsid) ? lsid['id'] : undefined
  if (!(id instanceof Binary) || id.position !== 16)
    fail('IDLFailedToParse', "BSON field 'lsid.id' is missing or not a UUID")
  return Buffer.from(id.buffer.subarray(0, 16))
}
