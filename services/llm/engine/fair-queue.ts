import { overloaded } from '../api-error.ts'

type Waiter = { key: string; grant: () => void }

/**
 * A limited number of places. Who finds none waits; keys with waiters take turns, each key in order of arrival, so that
 * one with many requests does not hold up the others.
 */
export class FairQueue {
  readonly #maxWaiting: number
  #free: number
  #active = 0
  /** Waiters by key; the first key is the next to be served. */
  readonly #waiters = new Map<string, Waiter[]>()
  #waiting = 0

  constructor({ places, maxWaiting }: { places: number; maxWaiting: number }) {
    this.#free = places
    this.#maxWaiting = maxWaiting
  }

  get active(): number {
    return this.#active
  }

  get waiting(): number {
    return this.#waiting
  }

  /**
   * Runs `work` in a place of its own.
   * @throws ApiError 429 when too many are waiting already; the signal's reason when it is aborted while waiting
   */
  async run<T>(key: string, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    await this.#enter(key, signal)
    try {
      return await work()
    } finally {
      this.#leave()
    }
  }

  async #enter(key: string, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted()
    if (this.#free > 0) {
      this.#free--
      this.#active++
      return
    }
    if (this.#waiting >= this.#maxWaiting)
      throw overloaded('The model is busy and its queue is full. Please try again in a moment.', 2)
    await new Promise<void>((resolve, reject) => {
      const onAbort = () => {
        this.#remove(waiter)
        reject(signal.reason)
      }
      const waiter: Waiter = {
        key,
        grant: () => {
          signal.removeEventListener('abort', onAbort)
          resolve()
        },
      }
      signal.addEventListener('abort', onAbort, { once: true })
      this.#add(waiter)
    })
  }

  /** Hands the place to the next in line, or frees it. */
  #leave(): void {
    const [next] = this.#waiters
    if (!next) {
      this.#active--
      this.#free++
      return
    }
    const [key, waiters] = next
    const [first, ...rest] = waiters
    this.#waiting--
    this.#waiters.delete(key)
    // Back to the end of the line: the other keys come before this one's second.
    if (rest.length > 0) this.#waiters.set(key, rest)
    first?.grant()
  }

  #add(waiter: Waiter): void {
    this.#waiting++
    this.#waiters.set(waiter.key, [...(this.#waiters.get(waiter.key) ?? []), waiter])
  }

  #remove(waiter: Waiter): void {
    const rest = (this.#waiters.get(waiter.key) ?? []).filter((other) => other !== waiter)
    this.#waiting--
    if (rest.length > 0) this.#waiters.set(waiter.key, rest)
    else this.#waiters.delete(waiter.key)
  }
}
