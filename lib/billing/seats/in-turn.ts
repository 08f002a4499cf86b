import 'server-only'

const store = globalThis as typeof globalThis & { numinaSeats?: Map<string, Promise<unknown>> }

/** Does one thing after the other for a workspace, so that each sees what those before have done. */
export async function inTurn<T>(workspaceId: string, act: () => Promise<T>): Promise<T> {
  store.numinaSeats ??= new Map()
  const turns = store.numinaSeats
  const before = turns.get(workspaceId)
  const mine = (before ?? Promise.resolve()).then(act, act)
  turns.set(workspaceId, mine)
  try {
    return await mine
  } finally {
    if (turns.get(workspaceId) === mine) turns.delete(workspaceId)
  }
}
