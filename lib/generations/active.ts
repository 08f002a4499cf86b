import 'server-only'
import { pushChunk, type ReplyChunk } from './chunks'
import { append } from './log/log-writer'

/** Consecutive chunks with the number of the last; chunk i of n has number seq - (n - 1) + i. */
export type Frame = { seq: number; chunks: ReplyChunk[] }
/** Called with every frame, and with null when this process stops making the reply. */
type Subscriber = (frame: Frame | null) => void

/** How long small chunks gather before they are written and shown together. The first one never waits. */
const GATHER_MS = 40
/** Every reply being made adds this, so that a busy process writes and sends fewer, larger frames … */
const GATHER_MORE_MS = 0.8
/** … which still look like a flow. */
const GATHER_MOST_MS = 120
/** How long the opening chunk waits for the first words of the reply. */
const OPENING_MS = 250

/**
 * A reply being made by this process. What is emitted is logged first and shown to readers after it is durable, so that whatever
 * somebody has seen survives the process.
 */
export class ActiveGeneration {
  readonly abort = new AbortController()
  /** How it is being ended from outside. */
  ending: 'stopped' | 'interrupted' | null = null
  readonly frames: Frame[] = []
  private readonly subscribers = new Set<Subscriber>()
  private pending: ReplyChunk[] = []
  private inFlight: ReplyChunk[] = []
  private seq = 0
  private writing: Promise<void> = Promise.resolve()
  private timer: NodeJS.Timeout | undefined
  private timerAt = Number.POSITIVE_INFINITY
  private lastWrite = 0
  readonly id: string

  constructor(id: string) {
    this.id = id
  }

  /** Ends it, keeping what it has. (Noted here, and not in the class of an error: pages and routes have different copies of each class.) */
  end(how: 'stopped' | 'interrupted'): void {
    if (this.abort.signal.aborted) return
    this.ending = how
    this.abort.abort(new Error(how))
  }

  /** Queues a chunk; it is written with its neighbours within GATHER_MS, the first one at once. */
  emit(chunk: ReplyChunk): void {
    pushChunk(this.pending, chunk)
    this.writeWithin(this.lastWrite + gatherMs() - Date.now())
  }

  /** Queues the chunk that opens the reply. It waits a little for the first words, so that these need no second write. */
  open(chunk: ReplyChunk): void {
    pushChunk(this.pending, chunk)
    this.writeWithin(OPENING_MS)
  }

  /** Resolves when everything emitted so far is durable and shown. @throws when the log cannot be written */
  flush(): Promise<void> {
    clearTimeout(this.timer)
    this.timerAt = Number.POSITIVE_INFINITY
    this.writing = this.writing.then(() => this.writePending())
    return this.writing
  }

  /** @returns every chunk emitted so far */
  chunks(): ReplyChunk[] {
    return [...this.frames.flatMap((frame) => frame.chunks), ...this.inFlight, ...this.pending]
  }

  /** Calls `subscriber` with every later frame. @returns the function that ends it */
  subscribe(subscriber: Subscriber): () => void {
    this.subscribers.add(subscriber)
    return () => this.subscribers.delete(subscriber)
  }

  /** How many read along in this process. */
  get readers(): number {
    return this.subscribers.size
  }

  /** Tells the readers that no more frames come from this process. */
  close(): void {
    clearTimeout(this.timer)
    for (const subscriber of this.subscribers) subscriber(null)
    this.subscribers.clear()
  }

  private writeWithin(ms: number): void {
    const wait = Math.max(0, ms)
    const at = Date.now() + wait
    if (at >= this.timerAt) return
    clearTimeout(this.timer)
    this.timerAt = at
    this.timer = setTimeout(() => void this.flush().catch((error) => this.abort.abort(error)), wait)
  }

  private async writePending(): Promise<void> {
    if (this.pending.length === 0) return
    this.inFlight = this.pending
    this.pending = []
    this.lastWrite = Date.now()
    this.seq += this.inFlight.length
    const frame = { seq: this.seq, chunks: this.inFlight }
    await append({ generationId: this.id, seq: frame.seq, chunks: JSON.stringify(frame.chunks) })
    this.frames.push(frame)
    this.inFlight = []
    for (const subscriber of this.subscribers) subscriber(frame)
  }
}

const store = globalThis as typeof globalThis & { numinaActive?: Map<string, ActiveGeneration> }

function gatherMs(): number {
  return Math.min(GATHER_MOST_MS, GATHER_MS + GATHER_MORE_MS * (activeGenerations().size - 1))
}

/** The replies this process is making, by generation id. */
export function activeGenerations(): Map<string, ActiveGeneration> {
  store.numinaActive ??= new Map()
  return store.numinaActive
}
