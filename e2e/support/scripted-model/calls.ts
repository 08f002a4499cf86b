import type { IncomingHttpHeaders } from 'node:http'

/** The events of a call that a test can wait for. `aborted`: the client went away before the end. */
export type CallEvent = 'started' | 'finished' | 'aborted' | 'failed'

export type Call = {
  /** 1 for the first call since the start or the last reset. */
  number: number
  path: string
  headers: IncomingHttpHeaders
  body: unknown
  status: CallEvent
  /** Tokens sent so far. */
  tokensSent: number
  /** Milliseconds since the epoch. */
  startedAt: number
  endedAt: number | null
}

/** A long bench makes very many calls; only the latest are kept. */
const KEPT = 1_000

type Waiter = { number: number; event: CallEvent; resolve: (call: Call) => void }

/** What happened, for tests to look at and to wait for. */
export class CallLog {
  #calls: Call[] = []
  #count = 0
  #waiters: Waiter[] = []

  list(): readonly Call[] {
    return this.#calls
  }

  start(path: string, headers: IncomingHttpHeaders, body: unknown): Call {
    const call: Call = {
      number: ++this.#count,
      path,
      headers,
      body,
      status: 'started',
      tokensSent: 0,
      startedAt: Date.now(),
      endedAt: null,
    }
    this.#calls.push(call)
    if (this.#calls.length > KEPT) this.#calls.shift()
    this.#notify(call)
    return call
  }

  /** Notes the end of a call; only the first end counts. */
  end(call: Call, status: Exclude<CallEvent, 'started'>): void {
    if (call.status !== 'started') return
    call.status = status
    call.endedAt = Date.now()
    this.#notify(call)
  }

  /**
   * Waits until a call has started, or ended in that way.
   * @returns the call, or null when the signal is aborted first
   */
  wait(number: number, event: CallEvent, signal: AbortSignal): Promise<Call | null> {
    const call = this.#calls.find((candidate) => candidate.number === number)
    if (call && (event === 'started' || call.status === event)) return Promise.resolve(call)
    return new Promise((resolve) => {
      const waiter: Waiter = { number, event, resolve }
      this.#waiters.push(waiter)
      const onAbort = () => {
        this.#waiters = this.#waiters.filter((other) => other !== waiter)
        resolve(null)
      }
      signal.addEventListener('abort', onAbort, { once: true })
      if (signal.aborted) onAbort()
    })
  }

  reset(): void {
    this.#calls = []
    this.#count = 0
  }

  #notify(call: Call): void {
    const isMet = ({ number, event }: Waiter) =>
      number === call.number && (event === 'started' || event === call.status)
    for (const waiter of this.#waiters.filter(isMet)) waiter.resolve(call)
    this.#waiters = this.#waiters.filter((waiter) => !isMet(waiter))
  }
}
