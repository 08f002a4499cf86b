let words = ''
let count = 0
const listeners = new Set<() => void>()

/** Says something to screen readers that everybody else sees: that a conversation is somewhere else now. */
export function announce(text: string): void {
  count += 1
  // The same words again are said again only if they differ.
  words = count % 2 ? text : `${text}\u00a0`
  for (const listener of listeners) listener()
}

/** For `useSyncExternalStore`. */
export const announcements = {
  subscribe(listener: () => void) {
    listeners.add(listener)
    return () => listeners.delete(listener)
  },
  read: () => words,
}
