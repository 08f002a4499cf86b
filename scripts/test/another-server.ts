import { vi } from 'vitest'
import { closeDatabase } from '@/lib/platform/db'

type Globals = { numinaDb?: unknown; numinaOpenStreams?: unknown }

/** What a process has one of. */
const own = globalThis as Globals
const keep = (): Globals => ({ numinaDb: own.numinaDb, numinaOpenStreams: own.numinaOpenStreams })

/**
 * Loads modules a second time, as another server on the same database has them: with a connection and a memory of its own.
 *
 * @param load imports what the other server is to do
 */
export async function startAnotherServer<M>(load: () => Promise<M>) {
  let theirs: Globals = {}
  vi.resetModules()
  const modules = await load()

  /** Does something over there. One thing at a time, while nothing is done here. */
  async function run<T>(work: (modules: M) => Promise<T>): Promise<T> {
    const ours = keep()
    Object.assign(own, { numinaDb: theirs.numinaDb, numinaOpenStreams: theirs.numinaOpenStreams })
    try {
      return await work(modules)
    } finally {
      theirs = keep()
      Object.assign(own, ours)
    }
  }
  return { run, stop: () => run(closeDatabase) }
}
