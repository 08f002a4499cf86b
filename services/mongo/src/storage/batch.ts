import type { Sql } from './sqlite.ts'

interface Waiter {
  resolve: () => void
  reject: (error: unknown) => void
}

interface Hooks {
  /** Runs inside the SQLite transaction, just before it is committed. */
  beforeCommit: () => void
  /** Runs after the commit is on disk. */
  afterCommit: () => void
  /** Runs after a failed commit or write: nothing of the batch has happened. */
  afterRollback: () => void
}

/** A batch that nobody waits for is committed after this, so that readers see it and it does not grow. */
const MAX_OPEN_MS = 250

/**
 * Group commit: all writes that arrive in one turn of the event loop share one SQLite transaction
 * (one fsync). A writer calls `begin()`, writes, then awaits `durable()` before it acknowledges. One that
 * writes much, and lets others go first in between, has no part of it committed for its own sake.
 */
export class Batch {
  private readonly sql: Sql
  private readonly hooks: Hooks
  private isOpen = false
  private waiters: Waiter[] = []
  private timer: NodeJS.Timeout | undefined
  private undone: { times: number; error: unknown } = { times: 0, error: undefined }

  constructor(sql: Sql, hooks: Hooks) {
    this.sql = sql
    this.hooks = hooks
  }

  /** How often a batch has been undone. Whoever writes in several turns asks before, and at the end `assertKept`. */
  get rollbacks(): number {
    return this.undone.times
  }

  /** @throws the error by which something written since then was undone, perhaps that of a neighbour */
  assertKept(rollbacks: number): void {
    if (this.undone.times !== rollbacks) throw this.undone.error
  }

  begin(): void {
    if (this.isOpen) return
    this.sql.exec('BEGIN IMMEDIATE')
    this.isOpen = true
    this.timer = setTimeout(() => this.tryFlush(), MAX_OPEN_MS)
  }

  /**
   * Runs a write in the open batch. One that fails half-way undoes the whole batch: it must not be
   * committed with its neighbours.
   */
  run<T>(write: () => T): T {
    this.begin()
    try {
      return write()
    } catch (error) {
      this.rollback(error)
      throw error
    }
  }

  /** Resolves when everything written so far is on disk; rejects when it was rolled back. */
  durable(): Promise<void> {
    if (!this.isOpen) return Promise.resolve()
    if (this.waiters.length === 0) setImmediate(() => this.tryFlush())
    return new Promise((resolve, reject) => this.waiters.push({ resolve, reject }))
  }

  /** Commits now, in this turn. @throws the error that made SQLite roll back. */
  flush(): void {
    if (!this.isOpen) return
    try {
      this.hooks.beforeCommit()
      this.sql.exec('COMMIT')
    } catch (error) {
      this.rollback(error)
      throw error
    }
    const waiters = this.close()
    this.hooks.afterCommit()
    for (const waiter of waiters) waiter.resolve()
  }

  /** Undoes everything since the last commit and tells the writers that wait for it. */
  rollback(error: unknown): void {
    if (!this.isOpen) return
    const waiters = this.close()
    this.undone = { times: this.undone.times + 1, error }
    try {
      this.sql.exec('ROLLBACK')
    } catch {
      // SQLite has rolled back by itself (disk full, I/O error): there is nothing left to undo.
    }
    this.hooks.afterRollback()
    for (const waiter of waiters) waiter.reject(error)
  }

  private tryFlush(): void {
    try {
      this.flush()
    } catch {
      // Every waiting writer has been told, and who is still writing asks.
    }
  }

  private close(): Waiter[] {
    this.isOpen = false
    clearTimeout(this.timer)
    const waiters = this.waiters
    this.waiters = []
    return waiters
  }
}
