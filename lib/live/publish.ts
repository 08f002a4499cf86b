import 'server-only'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Scope } from '@/lib/auth/context'
import { log } from '@/lib/platform/log'
import { insertEvents } from './data'
import type { LiveEvent, Moved } from './schema'

type Waiting = { scope: Scope; event: LiveEvent | Moved }
type Outbox = { waiting: Map<string, Waiting>; sending: Promise<void> | null }

/**
 * Events that come together are written together, and the same one only once. Nobody sees so short a wait, and the first words of a
 * reply, which follow its start within a few milliseconds, do not meet this write.
 */
const GATHER_MS = 25
/** A sign about more conversations than this says: all of them. */
const MOST_IDS = 50

const store = globalThis as typeof globalThis & { numinaLiveOutbox?: Outbox }

function outbox(): Outbox {
  store.numinaLiveOutbox ??= { waiting: new Map(), sending: null }
  return store.numinaLiveOutbox
}

/**
 * Tells a person's other windows and devices, on any server, that something happened. Call it after the write it is about. It
 * never fails and never keeps the caller waiting: what it says is also there to be read.
 */
export function publish({ workspaceId, userId }: Scope, event: LiveEvent | Moved): void {
  const state = outbox()
  const waiting = { scope: { workspaceId, userId }, event }
  state.waiting.set(JSON.stringify(waiting), waiting)
  state.sending ??= send(state)
}

/** Tells of conversations that look different now; without ids: of folders. */
export function publishConversations(scope: Scope, ids: readonly string[]): void {
  publish(scope, { kind: 'conversations', ids: ids.length > MOST_IDS ? 'all' : [...ids] })
}

/** Resolves when everything published so far is written. */
export async function flushEvents(): Promise<void> {
  await outbox().sending
}

async function send(state: Outbox): Promise<void> {
  while (state.waiting.size > 0) {
    await sleep(GATHER_MS)
    const batch = [...state.waiting.values()]
    state.waiting.clear()
    await insertEvents(batch).catch((error) => log.warn('live events lost', { count: batch.length, error }))
  }
  state.sending = null
}
