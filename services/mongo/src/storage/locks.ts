/** What a lock holder offers to those who have to wait for it. */
export interface LockHolder {
  /** Resolves when the holder has committed or aborted. */
  readonly ended: Promise<void>
}

/** Thrown to a writer outside a transaction: wait for the holder, then try again. */
export class LockedByTransaction extends Error {
  readonly holder: LockHolder

  constructor(holder: LockHolder) {
    super('The document is being written by an open transaction')
    this.holder = holder
  }
}

/**
 * Write locks of open transactions on documents and on unique keys, and, while any transaction is open,
 * the clock position of each document's last change, by which a snapshot notices that it is too old.
 */
export class LockTable {
  private readonly held = new Map<string, LockHolder>()
  private readonly changed = new Map<string, number>()
  private openSnapshots = 0

  static document(collection: number, rid: number): string {
    return `${collection}:${rid}`
  }

  static uniqueKey(collection: number, index: number, key: Uint8Array): string {
    return `${collection}/${index}=${Buffer.from(key.buffer, key.byteOffset, key.length).toString('latin1')}`
  }

  holderOf(lock: string): LockHolder | undefined {
    return this.held.get(lock)
  }

  take(lock: string, holder: LockHolder): void {
    this.held.set(lock, holder)
  }

  release(locks: Iterable<string>): void {
    for (const lock of locks) this.held.delete(lock)
  }

  /** @throws LockedByTransaction when a transaction holds the lock that `nameLock` names */
  assertFree(nameLock: () => string): void {
    if (this.held.size === 0) return
    const holder = this.held.get(nameLock())
    if (holder) throw new LockedByTransaction(holder)
  }

  openSnapshot(): void {
    this.openSnapshots++
  }

  closeSnapshot(): void {
    this.openSnapshots--
    if (this.openSnapshots === 0) this.changed.clear()
  }

  noteChange(lock: string, position: number): void {
    if (this.openSnapshots > 0) this.changed.set(lock, position)
  }

  changedAfter(lock: string, position: number): boolean {
    return (this.changed.get(lock) ?? 0) > position
  }
}
