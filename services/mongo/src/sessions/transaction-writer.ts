import { fail, ServerError } from '../errors.ts'
import { duplicateKeyError } from '../storage/duplicate-key.ts'
import { idKeyOf, indexKeys } from '../storage/keys.ts'
import { type LockHolder, LockTable } from '../storage/locks.ts'
import type { Image, RecordWriter, TransactionMark } from '../storage/record-writer.ts'
import type { Store } from '../storage/store.ts'
import type { Collection, Index } from '../storage/types.ts'
import type { DocumentWriter } from '../storage/writer.ts'
import type { TransactionView } from './transaction-view.ts'

/** Bytes of documents a transaction may hold in memory until it commits. */
const MAX_TRANSACTION_BYTES = 64 * 1024 * 1024

type Operation = (records: RecordWriter, mark: TransactionMark) => void

/** The error by which MongoDB asks the client to run the whole transaction again. */
function writeConflict(): ServerError {
  return new ServerError(
    'WriteConflict',
    'Caused by :: Write conflict during plan execution and yielding is disabled. :: Please retry your operation or multi-document transaction.',
    {},
    ['TransientTransactionError'],
  )
}

/**
 * Writes inside a transaction: into its overlay, under locks, and as a list of operations that the
 * commit applies in their order. The first writer of a document wins; the second gets WriteConflict.
 */
export class TransactionWriter implements DocumentWriter {
  readonly view: TransactionView
  /** The collections written to, with the indexes by which their documents were checked. */
  private readonly touched = new Map<Collection, Index[]>()
  private readonly store: Store
  private readonly owner: LockHolder
  private readonly snapshotAt: number
  private readonly locks = new Set<string>()
  private readonly operations: Operation[] = []
  private bytes = 0
  private isClosed = false

  constructor(store: Store, view: TransactionView, owner: LockHolder, snapshotAt: number) {
    this.store = store
    this.view = view
    this.owner = owner
    this.snapshotAt = snapshotAt
  }

  insert(coll: Collection, image: Image): void {
    this.claimUniqueKeys(coll, coll.indexes, image, undefined)
    const rid = coll.nextRid++
    this.take(LockTable.document(coll.id, rid))
    this.view.overlayOf(coll).set(rid, image, true)
    this.add(coll, image.raw.length, (records, mark) => records.insert(coll, rid, image, mark))
  }

  update(coll: Collection, rid: number, before: Image, after: Image, op: 'update' | 'replace'): void {
    this.claimDocument(coll, rid)
    this.claimUniqueKeys(coll, coll.indexes.slice(1), after, rid)
    this.view.overlayOf(coll).set(rid, after)
    this.add(coll, after.raw.length, (records, mark) => records.update(coll, rid, before, after, op, mark))
  }

  remove(coll: Collection, rid: number, image: Image): void {
    this.claimDocument(coll, rid)
    this.view.overlayOf(coll).set(rid, null)
    this.add(coll, 0, (records, mark) => records.remove(coll, rid, image, mark))
  }

  /** @throws ServerError WriteConflict when a collection or its indexes are not what they were any more */
  assertCommittable(): void {
    for (const [coll, indexes] of this.touched)
      if (coll.isDropped || coll.indexes !== indexes) throw writeConflict()
  }

  /** Applies everything to the open batch. */
  apply(mark: TransactionMark): void {
    for (const operation of this.operations) operation(this.store.records, mark)
    const now = this.store.clock.now()
    for (const lock of this.locks) this.store.locks.noteChange(lock, now)
  }

  /** Lets go of everything; a command that is still running for the transaction can write no more. */
  close(): void {
    this.isClosed = true
    this.store.locks.release(this.locks)
    this.locks.clear()
  }

  private add(coll: Collection, bytes: number, operation: Operation): void {
    this.bytes += bytes
    if (this.bytes > MAX_TRANSACTION_BYTES)
      fail(
        'TransactionTooLarge',
        `Total size of all transaction operations must be less than ${MAX_TRANSACTION_BYTES}`,
      )
    if (!this.touched.has(coll)) this.touched.set(coll, coll.indexes)
    this.operations.push(operation)
  }

  private claimDocument(coll: Collection, rid: number): void {
    const lock = LockTable.document(coll.id, rid)
    this.take(lock)
    if (this.store.locks.changedAfter(lock, this.snapshotAt)) throw writeConflict()
  }

  private claimUniqueKeys(coll: Collection, indexes: Index[], image: Image, self: number | undefined): void {
    for (const index of indexes) {
      const keys = index.id === 0 ? [idKeyOf(image.doc['_id'])] : indexKeys(index, image.doc)
      // Queries of this transaction must know before its keys are in the store.
      if (keys.length > 1) this.store.batch.run(() => this.store.catalog.setMultikey(index))
      if (!index.unique) continue
      for (const key of keys) {
        const visible = this.view.holderOf(coll, index, key)
        if (visible !== undefined && visible !== self) throw duplicateKeyError(coll, index, image.doc, key)
        this.take(LockTable.uniqueKey(coll.id, index.id, key))
        const latest = this.store.writer.view.holderOf(coll, index, key)
        const isMine = latest !== undefined && (latest === self || this.view.overlayOf(coll).has(latest))
        if (latest !== undefined && !isMine) throw writeConflict()
      }
    }
  }

  private take(lock: string): void {
    if (this.isClosed) fail('NoSuchTransaction', 'The transaction has been aborted')
    const holder = this.store.locks.holderOf(lock)
    if (holder && holder !== this.owner) throw writeConflict()
    this.store.locks.take(lock, this.owner)
    this.locks.add(lock)
  }
}
