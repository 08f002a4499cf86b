import 'server-only'
import { findLiveSessionIds } from './data'

type Open = { sessionId: string; end: () => void }

// One a process, also across Next's separately bundled routes.
const store = globalThis as typeof globalThis & { numinaOpenStreams?: Set<Open> }

function all(): Set<Open> {
  store.numinaOpenStreams ??= new Set()
  return store.numinaOpenStreams
}

/**
 * Ends something that stays open after its request was let in (a stream, a socket) once its session has ended or its person is banned,
 * on whatever server that was decided.
 *
 * @returns what takes it out again; to be called when it ends by itself
 */
export function endWithSession(sessionId: string, end: () => void): () => void {
  const open = { sessionId, end }
  all().add(open)
  return () => all().delete(open)
}

/** Ends what is still open for sessions that are over: one look for everything in this process. */
export async function closeEndedSessions(): Promise<void> {
  const open = [...all()]
  if (open.length === 0) return
  const live = await findLiveSessionIds([...new Set(open.map(({ sessionId }) => sessionId))])
  for (const one of open) if (!live.has(one.sessionId) && all().delete(one)) one.end()
}
