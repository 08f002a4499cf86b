export type ToastMessage = {
  title: string
  description?: string
  tone?: 'neutral' | 'danger'
  /** One thing to do about it, above all "Undo". `ends`: it can be done for `UNDO_MS` alone; then the message goes, paused or not. */
  action?: { label: string; onSelect: () => void; ends?: boolean }
  /** Milliseconds on screen; paused while the pointer or the focus is on it. Default 5,000, with an action 10,000. */
  duration?: number
}

export type ToastEntry = ToastMessage & { id: number }

/** How long something can be taken back. The server, where a deletion is final, allows for the way there besides. */
export const UNDO_MS = 10_000
/** More than three at once are not read any more: the oldest goes, one with something to do after those without, and a last chance never. */
const MOST_AT_ONCE = 3

let entries: readonly ToastEntry[] = []
let lastId = 0
const listeners = new Set<() => void>()

function set(next: readonly ToastEntry[]) {
  entries = next
  for (const listener of listeners) listener()
}

/** Shows a message at the top of the screen, from anywhere in the browser. Returns its id, for `dismissToast`. */
export function toast(message: ToastMessage): number {
  const id = ++lastId
  set([...withRoom(entries), { ...message, id }])
  if (message.action?.ends) setTimeout(() => dismissToast(id), UNDO_MS)
  return id
}

/** @returns what stays when one more is coming */
function withRoom(shown: readonly ToastEntry[]): readonly ToastEntry[] {
  if (shown.length < MOST_AT_ONCE) return shown
  const leaving = shown.find(({ action }) => !action) ?? shown.find(({ action }) => !action?.ends)
  return shown.filter((entry) => entry !== leaving)
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
