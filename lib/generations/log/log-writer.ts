import 'server-only'
import { setTimeout as sleep } from 'node:timers/promises'
import { appendLog, type LogEntry } from './data'

type Waiting = { entry: LogEntry; resolve: () => void; reject: (error: unknown) => void }

const store = globalThis as typeof globalThis & { numinaLogQueue?: { waiting: Waiting[]; writing: boolean } }

function queue() {
  store.numinaLogQueue ??= { waiting: [], writing: false }
  return store.numinaLogQueue
}

/** Every reply that a write served beside the first adds this to the rest after it, in which more of them gather … */
const REST_EACH_MS = 4
/** … which is less than what a frame waits for its words anyway. */
const REST_MOST_MS = 25

/**
 * Appends one entry to the log of its generation. Resolves when it is durable, rejects when it could not be written. Entries that
 * arrive while a write is under way go out together in the next one: one write at a time serves all replies of this process. The
 * more of them there are the fewer the writes, each of which costs its way through the driver and the database whatever it holds.
 */
export function append(entry: LogEntry): Promise<void> {
  return new Promise((resolve, reject) => {
    queue().waiting.push({ entry, resolve, reject })
    void drain()
  })
}

async function drain(): Promise<void> {
  const state = queue()
  if (state.writing) return
  state.writing = true
  while (state.waiting.length > 0) {
    const batch = state.waiting
    state.waiting = []
    try {
      const failed = await appendLog(batch.map(({ entry }) => entry))
      for (const [i, { resolve, reject }] of batch.entries()) {
        if (failed.has(i)) reject(failed.get(i))
        else resolve()
      }
      const rest = Math.min(REST_MOST_MS, REST_EACH_MS * (batch.length - 1))
      if (rest > 0) await sleep(rest)
    } catch (error) {
      for (const { reject } of batch) reject(error)
    }
  }
  state.writing = false
}
