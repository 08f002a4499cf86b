/** Coarse enough that hundreds of streams share one wake-up, fine enough for 50 tokens a second. */
const TICK_MS = 4
const SLOTS = 1_024

type Entry = { tick: number; run: () => void }

/**
 * A timer wheel: all delays of the server hang on one timer, however many streams there are. Entries fire in the tick
 * they are due, in the order in which they were added; the timer rests while nothing is due.
 */
export class TimerWheel {
  readonly #slots: Set<Entry>[] = Array.from({ length: SLOTS }, () => new Set())
  #timer: NodeJS.Timeout | undefined
  #lastTick = 0
  #size = 0

  /** Milliseconds on the wheel's clock. */
  now(): number {
    return performance.now()
  }

  /**
   * Runs `run` once the wheel's clock shows `atMs`, at the next tick when that is past.
   * @returns a function that takes it off the wheel again
   */
  schedule(atMs: number, run: () => void): () => void {
    if (this.#size === 0) this.#lastTick = Math.floor(this.now() / TICK_MS)
    const entry = { tick: Math.max(Math.ceil(atMs / TICK_MS), this.#lastTick + 1), run }
    const slot = this.#slotOf(entry.tick)
    slot.add(entry)
    this.#size++
    this.#timer ??= setInterval(() => this.#advance(), TICK_MS)
    return () => {
      if (slot.delete(entry)) this.#shrink()
    }
  }

  /** Drops everything that is not due yet. */
  clear(): void {
    for (const slot of this.#slots) slot.clear()
    this.#size = 0
    clearInterval(this.#timer)
    this.#timer = undefined
  }

  #slotOf(tick: number): Set<Entry> {
    const slot = this.#slots[tick % SLOTS]
    if (!slot) throw new RangeError(`No slot for tick ${tick}`)
    return slot
  }

  #advance(): void {
    const current = Math.floor(this.now() / TICK_MS)
    // After a pause longer than a turn of the wheel, one turn visits every slot.
    for (let tick = Math.max(this.#lastTick + 1, current - SLOTS + 1); tick <= current; tick++) {
      this.#lastTick = tick
      const slot = this.#slotOf(tick)
      for (const entry of slot) {
        if (entry.tick > current) continue
        slot.delete(entry)
        this.#shrink()
        entry.run()
      }
    }
  }

  #shrink(): void {
    this.#size--
    if (this.#size > 0) return
    clearInterval(this.#timer)
    this.#timer = undefined
  }
}
