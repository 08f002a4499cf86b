type Count = { window: number; current: number; previous: number }

/** What `@upstash/ratelimit` answers, as far as it is used. */
export type Verdict = { success: boolean; remaining: number; reset: number }

/**
 * Counts requests by key in the memory of one process, as the sliding window of `@upstash/ratelimit` does in Redis: the window before
 * counts for the share of it that still lies within the last `ms`.
 */
export class SlidingWindow {
  private readonly counts = new Map<string, Count>()
  private sweptAt = 0
  private readonly most: number
  private readonly ms: number

  constructor(most: number, ms: number) {
    this.most = most
    this.ms = ms
  }

  /** Counts one request, unless it is one too many. `remaining`: how many more there may be; `reset`: when the next window begins. */
  limit(key: string, now: number = Date.now()): Verdict {
    const window = Math.floor(now / this.ms)
    this.forget(window)
    const { current, previous } = this.countOf(key, window)
    const share = 1 - (now % this.ms) / this.ms
    const used = Math.floor(previous * share) + current
    const success = used < this.most
    if (success) this.counts.set(key, { window, current: current + 1, previous })
    return { success, remaining: Math.max(0, this.most - used - 1), reset: (window + 1) * this.ms }
  }

  private countOf(key: string, window: number): Omit<Count, 'window'> {
    const known = this.counts.get(key)
    if (known?.window === window) return known
    return { current: 0, previous: known?.window === window - 1 ? known.current : 0 }
  }

  /** Once a window, drops the keys of which nothing counts any more. */
  private forget(window: number): void {
    if (this.sweptAt === window) return
    this.sweptAt = window
    for (const [key, count] of this.counts) if (count.window < window - 1) this.counts.delete(key)
  }
}
