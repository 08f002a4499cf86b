import 'server-only'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Scope } from '@/lib/auth/context'
import { newId } from '@/lib/core/ids'
import { log } from '@/lib/platform/log'
import { endWithSession } from '@/lib/sessions/server'
import { findEvents, LIFETIME_MS, type StoredEvent, type Watch, watchEvents } from './data'
import type { LiveMessage } from './schema'

/** One connection of a person: a WebSocket or a stream of server-sent events. */
export type Listener = Scope & {
  /** The session it was opened with. */
  sessionId: string
  deliver(message: LiveMessage): void
  /** `ended`: the session is over. `leaving`: this server goes, another one may serve. */
  close(why: 'ended' | 'leaving'): void
}

type Hub = {
  byUser: Map<string, Set<Listener>>
  count: number
  watching: Promise<void> | null
  watch: Watch | null
  closed: boolean
}

const MOST_PER_USER = 20
const MOST_PER_PROCESS = 10_000
/** Clocks of several servers differ, and what is written first is not always seen first. */
const OVERLAP_MS = 5_000
/** Whoever missed more than this reads everything again. */
const MOST_MISSED = 100
const LONGEST_PAUSE_MS = 5_000

const store = globalThis as typeof globalThis & { numinaLive?: Hub }

function hub(): Hub {
  store.numinaLive ??= { byUser: new Map(), count: 0, watching: null, watch: null, closed: false }
  return store.numinaLive
}

/** Whether this process, and this person, have room for one more connection. */
export function hasRoom(userId: string): boolean {
  const { byUser, count, closed } = hub()
  return !closed && count < MOST_PER_PROCESS && (byUser.get(userId)?.size ?? 0) < MOST_PER_USER
}

/**
 * Adds a connection: it is told everything its person's other connections do, on any server.
 *
 * @param after the id of the last event it has; what came since is told first. Null: only what comes
 * @returns the function that takes it out again
 */
export function listen(listener: Listener, after: string | null): () => void {
  const state = hub()
  const mine = state.byUser.get(listener.userId) ?? new Set()
  state.byUser.set(listener.userId, mine.add(listener))
  state.count += 1
  const unwatch = endWithSession(listener.sessionId, () => listener.close('ended'))
  void catchUp(state, listener, after).catch((error) => {
    log.warn('live events could not be read', { error })
    listener.deliver(word('refetch'))
  })
  return () => {
    if (!mine.delete(listener)) return
    unwatch()
    state.count -= 1
    if (mine.size === 0 && state.byUser.get(listener.userId) === mine) state.byUser.delete(listener.userId)
  }
}

/** The watch is there before the past is read, so that nothing falls in between. */
async function catchUp(state: Hub, listener: Listener, after: string | null): Promise<void> {
  state.watching ??= openWatch(state)
  await state.watching
  if (after) {
    const since = secondOf(after) - OVERLAP_MS
    const isForgotten = since < Date.now() - LIFETIME_MS
    const missed = isForgotten ? [] : await findEvents(listener, new Date(since), MOST_MISSED + 1)
    if (isForgotten || missed.length > MOST_MISSED) listener.deliver(word('refetch'))
    else for (const each of missed) pass(listener, each)
  }
  listener.deliver({ kind: 'ready', id: newId(), workspaceId: listener.workspaceId })
}

/** A word of the channel itself. Its id is of this moment: what comes later is what a client that leaves now will miss. */
export function word(kind: 'refetch' | 'ping'): LiveMessage {
  return { kind, id: newId() }
}

/** @returns the time in an id, in milliseconds */
function secondOf(id: string): number {
  return Number.parseInt(id.slice(0, 8), 16) * 1000
}

/** Resolves when what happens from now on is seen. Keeps trying, and starts again when the database was away. */
async function openWatch(state: Hub): Promise<void> {
  for (let attempt = 0; !state.closed; attempt++) {
    try {
      state.watch = await watchEvents()
      void passOn(state, state.watch)
      return
    } catch (error) {
      log.warn('live events cannot be watched', { error })
      await sleep(Math.min(LONGEST_PAUSE_MS, 250 * 2 ** attempt), undefined, { ref: false })
    }
  }
}

async function passOn(state: Hub, watch: Watch): Promise<void> {
  try {
    for (;;) deliver(state, await watch.next())
  } catch (error) {
    if (state.closed) return
    log.warn('the watch of live events broke', { error })
    await watch.close().catch(() => undefined)
    state.watching = openWatch(state)
    await state.watching
    // Nobody knows what happened in between.
    for (const listener of everybody(state)) listener.deliver(word('refetch'))
  }
}

function deliver(state: Hub, stored: StoredEvent): void {
  for (const listener of [...(state.byUser.get(stored.userId) ?? [])]) {
    const { event, workspaceId } = stored
    if (listener.workspaceId !== workspaceId) continue
    if (event.kind !== 'workspace') pass(listener, stored)
    // Its client comes back and is then told of the workspace its session is in.
    else if (event.sessionId === null || event.sessionId === listener.sessionId) listener.close('leaving')
  }
}

/** What concerns connections that were open then is nothing to one that comes back. */
function pass(listener: Listener, { id, event }: StoredEvent): void {
  if (event.kind !== 'workspace') listener.deliver({ id, ...event })
}

function everybody(state: Hub): Listener[] {
  return [...state.byUser.values()].flatMap((listeners) => [...listeners])
}

/** Tells every connection that it is alive. */
export function pingListeners(): void {
  for (const listener of everybody(hub())) listener.deliver(word('ping'))
}

/** Closes all connections: their clients go to another server, or come back to the next one. */
export function closeListeners(): void {
  const state = hub()
  state.closed = true
  for (const listener of everybody(state)) listener.close('leaving')
}

/** Ends the watch; for shutdown and tests. */
export async function closeHub(): Promise<void> {
  const state = hub()
  closeListeners()
  await state.watch?.close().catch(() => undefined)
  delete store.numinaLive
}

/** @returns how many connections this process holds */
export function countListeners(): number {
  return hub().count
}
