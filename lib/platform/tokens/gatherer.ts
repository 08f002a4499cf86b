import { findWords, type Words } from './event-shapes'

/** How long words gather before they go on. The first ones of a stream never wait. */
const GATHER_MS = 40
/** Every stream adds this, so that a busy process has fewer, larger events to deal with … */
const GATHER_MORE_MS = 0.8
/** … which still look like a flow. */
const GATHER_MOST_MS = 120
/** The streams of a process wake together, on the same beat: waking for each of them costs more than what there is to do. */
const BEAT_MS = 40
/** An event longer than this is passed on in pieces, whatever it holds. */
const MOST_CHARS = 1_000_000

type Waiting = { words: Words; event: unknown; lead: string; text: string }

/** Streams of this process that are being joined. */
let open = 0

type Outlet = {
  send(text: string): void
  /** Called when words have been sent: for so many milliseconds nothing that comes will be. */
  onSent(quietMs: number): void
}

/** Joins the events of one stream. Call `end` whenever it is over. */
export class Gatherer {
  private isOver = false
  private readonly outlet: Outlet
  private rest = ''
  private waiting: Waiting | null = null
  private dueAt = 0
  private timer: NodeJS.Timeout | undefined

  constructor(outlet: Outlet) {
    this.outlet = outlet
    open += 1
  }

  /** Takes what has arrived: whole events or pieces of them. */
  add(text: string): void {
    this.rest += text
    for (let end = endOfEvent(this.rest); end > 0; end = endOfEvent(this.rest)) {
      this.take(this.rest.slice(0, end))
      this.rest = this.rest.slice(end)
    }
    if (this.rest.length > MOST_CHARS) this.passRest()
  }

  /** Nothing more comes. */
  end(): void {
    this.passRest()
    if (!this.isOver) open -= 1
    this.isOver = true
  }

  private passRest(): void {
    this.flush()
    if (this.rest) this.outlet.send(this.rest)
    this.rest = ''
  }

  private take(event: string): void {
    const next = read(event)
    if (!next) {
      this.flush()
      this.outlet.send(event)
      return
    }
    if (this.waiting && this.waiting.words.key === next.words.key) {
      this.waiting.text += next.text
      return
    }
    this.flush()
    this.waiting = next
    // What is due goes with everything that has arrived along with it.
    if (this.dueAt === 0) this.flush()
    else this.timer = setTimeout(() => this.flush(), Math.max(0, this.dueAt - performance.now()))
  }

  private flush(): void {
    clearTimeout(this.timer)
    if (!this.waiting) return
    const { words, event, lead, text } = this.waiting
    this.waiting = null
    const now = performance.now()
    const gatherMs = Math.min(GATHER_MOST_MS, GATHER_MS + GATHER_MORE_MS * (open - 1))
    this.dueAt = Math.round((now + gatherMs) / BEAT_MS) * BEAT_MS
    words.replace(text)
    this.outlet.send(`${lead}data: ${JSON.stringify(event)}\n\n`)
    this.outlet.onSent(this.dueAt - now)
  }
}

/** @returns where the first event ends, its blank line included; 0 when there is no whole one */
function endOfEvent(text: string): number {
  const plain = text.indexOf('\n\n')
  const carriage = text.indexOf('\r\n\r\n')
  if (carriage !== -1 && (plain === -1 || carriage < plain)) return carriage + 4
  return plain + 2 > 1 ? plain + 2 : 0
}

/** One line of data, after a line with the event's name at most. */
const EVENT = /^((?:event: ?[^\r\n]*\r?\n)?)data: ?([^\r\n]*)\r?\n\r?\n$/

function read(text: string): Waiting | null {
  const [, lead = '', data = ''] = EVENT.exec(text) ?? []
  if (!data.startsWith('{')) return null
  try {
    const event: unknown = JSON.parse(data)
    const words = findWords(event)
    return words && { words, event, lead, text: words.text }
  } catch {
    return null
  }
}
