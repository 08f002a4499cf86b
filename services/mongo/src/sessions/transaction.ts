import { Binary, Long } from 'bson'
import { encodeDocument } from '../bson/encode.ts'
import type { LockHolder } from '../storage/locks.ts'
import type { Snapshot } from '../storage/snapshots.ts'
import type { Store } from '../storage/store.ts'
import type { OpenTransaction, Session } from './session.ts'
import { TransactionView } from './transaction-view.ts'
import { TransactionWriter } from './transaction-writer.ts'

/**
 * A multi-document transaction with snapshot isolation: it reads one state of the store plus its own
 * writes, and commits all of them in one SQLite transaction or none.
 */
export class Transaction implements OpenTransaction, LockHolder {
  readonly lsid: string
  readonly number: number
  readonly ended: Promise<void>
  readonly view: TransactionView
  readonly writer: TransactionWriter
  isOpen = true
  private readonly store: Store
  private readonly snapshot: Snapshot
  private readonly endListeners: (() => void)[] = []

  constructor(store: Store, session: Session, number: number) {
    this.store = store
    this.lsid = session.lsid
    this.number = number
    this.ended = new Promise((resolve) => this.onEnd(resolve))
    this.snapshot = store.snapshots.open()
    this.view = new TransactionView(this.snapshot.view)
    this.writer = new TransactionWriter(store, this.view, this, this.snapshot.position)
  }

  /** Runs when the transaction has committed or aborted. */
  onEnd(listener: () => void): void {
    if (this.isOpen) this.endListeners.push(listener)
    else listener()
  }

  /** Commits; resolves when it is on disk. */
  async commit(session: Session): Promise<void> {
    const { store } = this
    try {
      const lsid = new Binary(session.lsidBytes, Binary.SUBTYPE_UUID)
      const txn = encodeDocument({ lsid: { id: lsid }, txnNumber: Long.fromNumber(this.number) })
      this.writer.assertCommittable()
      store.batch.run(() => {
        this.writer.apply({ time: store.clock.tick(), txn })
        store.sessions.save(session.lsidBytes, this.number, { outcome: 'committed' })
      })
      await store.batch.durable()
    } finally {
      this.end()
    }
  }

  abort(): void {
    this.end()
  }

  private end(): void {
    if (!this.isOpen) return
    this.isOpen = false
    this.writer.close()
    this.snapshot.close()
    for (const listener of this.endListeners) listener()
  }
}
