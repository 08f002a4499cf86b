import { PING_EVERY_MS, SESSION_ENDED } from '@/lib/live/limits'
import type { LiveMessage, LiveSign } from '@/lib/live/schema'
import { type Connect, type Connection, connectEvents, connectSocket } from './connect'

type Options = {
  /** The last event this window knows of. */
  after: string
  tell(sign: LiveSign): void
  /** The workspace this window shows, and what happens when its session is in another one. */
  workspaceId: string
  moved(): void
  /** The session was ended elsewhere, or its person may not use it any more. */
  ended(): void
  socket?: Connect
  events?: Connect
}

const FIRST_PAUSE_MS = 500
const LONGEST_PAUSE_MS = 30_000
const LOOK_EVERY_MS = 5_000
const MOST_REMEMBERED = 200

/**
 * One window's connection to what its person's other windows do. It comes back by itself, after pauses that grow and differ from
 * window to window, and then first hears what it missed.
 */
export class LiveChannel {
  private readonly options: Required<Options>
  private readonly seen = new Set<string>()
  private after: string
  private connection: Connection | null = null
  private heardAt = 0
  /** Connections in a row that never came to anything. */
  private failures = 0
  private timer: ReturnType<typeof setTimeout> | undefined
  private ended = new AbortController()

  constructor(options: Options) {
    this.options = { socket: connectSocket, events: connectEvents, ...options }
    this.after = options.after
  }

  /** Connects, and keeps connected until `stop`. */
  start(): void {
    const once = { signal: this.ended.signal }
    // What was open before the network went away is gone with it.
    window.addEventListener('online', () => this.connect(), once)
    document.addEventListener('visibilitychange', () => document.hidden || this.look(PING_EVERY_MS), once)
    // A page with an open connection cannot be kept for going back to it.
    window.addEventListener('pagehide', () => this.disconnect(), once)
    window.addEventListener('pageshow', ({ persisted }) => persisted && this.connect(), once)
    const watch = setInterval(() => this.look(2 * PING_EVERY_MS), LOOK_EVERY_MS)
    this.ended.signal.addEventListener('abort', () => clearInterval(watch))
    this.connect()
  }

  stop(): void {
    this.ended.abort()
    this.disconnect()
  }

  private disconnect(): void {
    clearTimeout(this.timer)
    this.connection?.close()
    this.connection = null
  }

  private connect(): void {
    this.disconnect()
    this.heardAt = Date.now()
    // Two sockets that did not open may be no accident: from then on both ways are tried in turn.
    const { socket, events } = this.options
    const way = this.failures >= 2 && this.failures % 2 === 0 ? events : socket
    this.failures += 1
    this.connection = way(this.after, {
      message: (message) => this.hear(message),
      closed: (code) => this.comeBack(code),
    })
  }

  private comeBack(code: number | undefined): void {
    this.disconnect()
    if (code === SESSION_ENDED) {
      this.stop()
      this.options.ended()
      return
    }
    const length = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** this.failures)
    this.timer = setTimeout(() => this.connect(), length * (0.5 + Math.random() / 2))
  }

  /** A connection this quiet is dead without knowing it. */
  private look(quiet: number): void {
    if (this.connection && Date.now() - this.heardAt > quiet + LOOK_EVERY_MS) this.connect()
  }

  private hear(message: LiveMessage): void {
    this.heardAt = Date.now()
    if (this.seen.has(message.id)) return
    this.after = message.id
    if (message.kind === 'ready') {
      this.failures = 0
      if (message.workspaceId !== this.options.workspaceId) this.options.moved()
    } else if (message.kind !== 'ping') {
      this.remember(message.id)
      this.options.tell(message)
    }
  }

  private remember(id: string): void {
    this.seen.add(id)
    const [oldest] = this.seen
    if (oldest && this.seen.size > MOST_REMEMBERED) this.seen.delete(oldest)
  }
}
