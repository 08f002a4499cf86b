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

/**
 * Group commit: all writes that arrive in one turn of the event loop share one SQLite transaction
 * (one fsync). A writer calls `begin()`, writes, then awaits `durable()` before it acknowledges.
 */
export class Batch {
  private readonly sql: Sql
  private readonly hooks: Hooks
  private isOpen = false
  private waiters: Waiter[] = []

  constructor(sql: Sql, hooks: Hooks) {
    this.sql = sql
    this.hooks = hooks
  }

  begin(): void {
    if (this.isOpen) return
    this.sql.exec('BEGIN IMMEDIATE')
    this.isOpen = true
    setImmediate(() => this.tryFlush())
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
    this.isOpen = false
    const waiters = this.takeWaiters()
    this.hooks.afterCommit()
    for (const waiter of waiters) waiter.resolve()
  }

  /** Undoes everything since the last commit and tells the writers that wait for it. */
  rollback(error: unknown): void {
    if (!this.isOpen) return
    this.isOpen = false
    try {
      this.sql.exec('ROLLBACK')
    } catch {
      // SQLite has rolled back by itself (disk full, I/O error): there is nothing left to undo.
    }
    const waiters = this.takeWaiters()
    this.hooks.afterRollback()
    for (const waiter of waiters) waiter.reject(error)
  }

  private tryFlush(): void {
    try {
      this.flush()
    } catch {
      // Every waiting writer has been told.
    }
  }

  private takeWaiters(): Waiter[] {
    const waiters = this.waiters
    this.waiters = []
    return waiters
  }
}
