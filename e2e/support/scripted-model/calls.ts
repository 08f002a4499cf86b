import type { IncomingHttpHeaders } from 'node:http'

/** The events of a call that a test can wait for. `held`: it waits to be let go on. `aborted`: the client went away before the end. */
export type CallEvent = CallStatus | 'held'
export type CallStatus = 'started' | 'finished' | 'aborted' | 'failed'

export type Call = {
  /** 1 for the first call since the start or the last reset. */
  number: number
  path: string
  /** The last user message. */
  message: string
  headers: IncomingHttpHeaders
  body: unknown
  status: CallStatus
  /** Tokens sent so far. */
  tokensSent: number
  /** Milliseconds since the epoch. */
  startedAt: number
  endedAt: number | null
}

/** A long bench makes very many calls; only the latest are kept. */
const KEPT = 1_000

/** Which call is meant: by its number, or the latest whose last user message has this text. */
export type CallQuery = { number: number } | { match: string }

type Waiter = { query: CallQuery; event: CallEvent; resolve: (call: Call) => void }

const isMeant = (query: CallQuery, call: Call): boolean =>
  'number' in query ? query.number === call.number : call.message.includes(query.match)

/** What happened, for tests to look at and to wait for. */
export class CallLog {
  #calls: Call[] = []
  #count = 0
  #waiters: Waiter[] = []
  /** The calls whose answer is held, each with what lets it go on. */
  #held = new Map<Call, () => void>()

  list(): readonly Call[] {
    return this.#calls
  }

  start({ path, message, headers, body }: Pick<Call, 'path' | 'message' | 'headers' | 'body'>): Call {
    const call: Call = {
      number: ++this.#count,
      path,
      message,
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
  end(call: Call, status: Exclude<CallStatus, 'started'>): void {
    if (call.status !== 'started') return
    call.status = status
    call.endedAt = Date.now()
    this.#held.delete(call)
    this.#notify(call)
  }

  /** Notes that the answer of a call waits until a test lets it go on. */
  hold(call: Call, goOn: () => void): void {
    this.#held.set(call, goOn)
    this.#notify(call)
  }

  /**
   * Lets the held answers go on of the calls that are meant; waits until there is one.
   * @returns how many there were, or 0 when the signal is aborted first
   */
  async letGo(query: CallQuery, signal: AbortSignal): Promise<number> {
    await this.wait(query, 'held', signal)
    const meant = [...this.#held].filter(([call]) => isMeant(query, call))
    for (const [call, goOn] of meant) {
      this.#held.delete(call)
      goOn()
    }
    return meant.length
  }

  /**
   * Waits until a call has started, or ended in that way.
   * @returns the call, or null when the signal is aborted first
   */
  wait(query: CallQuery, event: CallEvent, signal: AbortSignal): Promise<Call | null> {
    const call = this.#calls.findLast(
      (candidate) => isMeant(query, candidate) && this.#hasHappened(event, candidate),
    )
    if (call) return Promise.resolve(call)
    return new Promise((resolve) => {
      const waiter: Waiter = { query, event, resolve }
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
    this.#held.clear()
  }

  #hasHappened(event: CallEvent, call: Call): boolean {
    if (event === 'held') return this.#held.has(call)
    return event === 'started' || event === call.status
  }

  #notify(call: Call): void {
    const isMet = ({ query, event }: Waiter) => isMeant(query, call) && this.#hasHappened(event, call)
    for (const waiter of this.#waiters.filter(isMet)) waiter.resolve(call)
    this.#waiters = this.#waiters.filter((waiter) => !isMet(waiter))
  }
}
