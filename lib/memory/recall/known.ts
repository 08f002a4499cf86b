import 'server-only'
import type { Scope } from '@/lib/auth/context'
import { findForRecall, type RecallRecord } from './data'

/** People whose memories are at hand in this process, and how many memories at most: about 2 kB each. */
const MOST_PEOPLE = 200
const MOST_MEMORIES = 20_000

type Known = { rev: number; memories: RecallRecord[] }

// One memory a process, also across Next's separately bundled routes.
const store = globalThis as typeof globalThis & { numinaMemories?: Map<string, Known> }

/** @returns what is remembered of a person; read from the database only when it has changed since the last time, on any server */
export async function knownOf(scope: Scope, rev: number): Promise<RecallRecord[]> {
  store.numinaMemories ??= new Map()
  const people = store.numinaMemories
  const key = `${scope.workspaceId}:${scope.userId}`
  const known = people.get(key)
  const fresh = known?.rev === rev ? known : { rev, memories: await findForRecall(scope) }
  people.delete(key)
  people.set(key, fresh)
  letOldestGo(people)
  return fresh.memories
}

function letOldestGo(people: Map<string, Known>): void {
  let count = [...people.values()].reduce((sum, { memories }) => sum + memories.length, 0)
  for (const [key, { memories }] of people) {
    if ((people.size <= MOST_PEOPLE && count <= MOST_MEMORIES) || people.size === 1) return
    people.delete(key)
    count -= memories.length
  }
}
