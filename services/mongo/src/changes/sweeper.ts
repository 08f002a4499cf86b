import { TimeSlice } from '../query/time-slice.ts'
import type { Store } from '../storage/store.ts'
import { sweepExpired } from './ttl.ts'

/** MongoDB's TTL monitor runs every 60 s. */
const TTL_MILLISECONDS = 5_000
const SESSION_MILLISECONDS = 10 * 60_000
/** localLogicalSessionTimeoutMinutes of MongoDB. */
const SESSION_LIFETIME = 30 * 60_000

/** Deletes what has outlived its time: documents by TTL indexes, results kept for retries. */
export class Sweeper {
  private readonly store: Store
  private readonly stopping: AbortSignal
  private timer: NodeJS.Timeout | undefined
  private running: Promise<void> = Promise.resolve()
  private sessionsSweptAt = 0

  constructor(store: Store, stopping: AbortSignal) {
    this.store = store
    this.stopping = stopping
    this.schedule()
  }

  /** Stops; resolves when a sweep under way has ended. */
  stop(): Promise<void> {
    clearTimeout(this.timer)
    return this.running
  }

  private schedule(): void {
    this.timer = setTimeout(() => {
      this.running = this.sweep()
    }, TTL_MILLISECONDS)
    this.timer.unref()
  }

  private async sweep(): Promise<void> {
    try {
      this.sweepSessions()
      await sweepExpired(this.store, new TimeSlice(Number.POSITIVE_INFINITY, this.stopping))
    } catch (error) {
      if (!this.stopping.aborted) console.error('numina-mongo: the sweep of expired documents failed:', error)
    }
    if (!this.stopping.aborted) this.schedule()
  }

  private sweepSessions(): void {
    if (Date.now() - this.sessionsSweptAt < SESSION_MILLISECONDS) return
    this.sessionsSweptAt = Date.now()
    this.store.batch.begin()
    this.store.sessions.expire(Date.now() - SESSION_LIFETIME)
  }
}
