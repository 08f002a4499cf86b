import 'server-only'
import { appendLog, type LogEntry } from './data'

type Waiting = { entry: LogEntry; resolve: () => void; reject: (error: unknown) => void }

const store = globalThis as typeof globalThis & { numinaLogQueue?: { waiting: Waiting[]; writing: boolean } }

function queue() {
  store.numinaLogQueue ??= { waiting: [], writing: false }
  return store.numinaLogQueue
}

/**
 * Appends one entry to the log of its generation and resolves when it is durable. Entries that arrive while a write is under way
 * go out together in the next one: one write at a time serves all replies of this process.
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
      await appendLog(batch.map(({ entry }) => entry))
      for (const { resolve } of batch) resolve()
    } catch (error) {
      for (const { reject } of batch) reject(error)
    }
  }
  state.writing = false
}
