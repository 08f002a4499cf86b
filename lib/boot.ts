import 'server-only'
import { reapStaleReplies } from '@/lib/chat/server'
import { getEnv } from '@/lib/env'
import { interruptAll } from '@/lib/generations/server'
import { closeDatabase } from '@/lib/platform/db'
import { log } from '@/lib/platform/log'

const REAP_EVERY_MS = 5_000
const SHUTDOWN = Symbol.for('numina.shutdown')

/** Starts what runs beside requests in a server process, and tells server.ts how to end it. */
export function startServer(): void {
  getEnv()
  const timer = setInterval(() => void reap(), REAP_EVERY_MS)
  timer.unref()
  const stop = async () => {
    clearInterval(timer)
    await interruptAll()
    await closeDatabase()
  }
  const seams = globalThis as { [SHUTDOWN]?: (() => Promise<void>)[] }
  seams[SHUTDOWN] = [...(seams[SHUTDOWN] ?? []), stop]
}

async function reap(): Promise<void> {
  try {
    await reapStaleReplies()
  } catch (error) {
    log.warn('reaping failed', { error })
  }
}
