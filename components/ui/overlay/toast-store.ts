export type ToastMessage = {
  title: string
  description?: string
  tone?: 'neutral' | 'danger'
  /** One thing to do about it, above all "Undo". */
  action?: { label: string; onSelect: () => void }
  /** Milliseconds on screen; paused while the pointer or the focus is on it. Default 5,000, with an action 10,000. */
  duration?: number
}

export type ToastEntry = ToastMessage & { id: number }

/** More than three at once are not read any more: the oldest goes. */
const MOST_AT_ONCE = 3

let entries: readonly ToastEntry[] = []
let lastId = 0
const listeners = new Set<() => void>()

function set(next: readonly ToastEntry[]) {
  entries = next
  for (const listener of listeners) listener()
}

/** Shows a message at the edge of the screen, from anywhere in the browser. Returns its id, for `dismissToast`. */
export function toast(message: ToastMessage): number {
  const id = ++lastId
  set([...entries, { ...message, id }].slice(-MOST_AT_ONCE))
  return id
}

/** Takes a message away; nothing happens when it is gone already. */
export function dismissToast(id: number): void {
  set(entries.filter((entry) => entry.id !== id))
}

/** For `useSyncExternalStore`. */
export const toastStore = {
  subscribe(listener: () => void) {
    listeners.add(listener)
    return () => listeners.delete(listener)
  },
  read: () => entries,
}
