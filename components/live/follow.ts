/** Moves to another workspace that this window asks for itself. */
let own = 0

/**
 * Asks for a move of this session to another workspace. This window does not follow its own move, of which it hears like all others:
 * whoever asks leads on when it is done.
 */
export async function moveBy<T extends { ok: boolean }>(ask: () => Promise<T>): Promise<T> {
  own += 1
  const result = await ask()
  if (!result.ok) own -= 1
  return result
}

/** Goes along with a move by another window. A full load: nothing of one workspace stays in memory in another. */
export function follow(): void {
  if (own === 0) window.location.assign('/chat')
}
