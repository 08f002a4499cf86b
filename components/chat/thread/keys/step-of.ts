type Held = Pick<KeyboardEvent, 'altKey' | 'ctrlKey' | 'metaKey' | 'shiftKey'>
type Press = Held & Pick<KeyboardEvent, 'key' | 'target'>

const WITH_ALT: Record<string, number> = { ArrowUp: -1, ArrowDown: 1 }
const PAGES: Record<string, number> = { PageUp: -1, PageDown: 1 }
const LETTERS: Record<string, number> = { k: -1, j: 1 }

/**
 * @param inMessage the focus is on a message, or in it
 * @returns by how many messages a key goes on; 0 for a key that is for something else
 */
export function stepOf(event: Press, inMessage: boolean): number {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return 0
  if (event.altKey) return WITH_ALT[event.key] ?? 0
  if (isElsewhere(event.target)) return 0
  return LETTERS[event.key] ?? (inMessage ? (PAGES[event.key] ?? 0) : 0)
}

/** Whether a key was pressed by itself, once: with others it is the browser's (copy what is marked, reload), and held down it would go on. */
export function isAlone(event: Held & Pick<KeyboardEvent, 'repeat'>): boolean {
  return !(event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || event.repeat)
}

/** Whether a key belongs to what is being written, or to a menu, a dialog or a list that has the focus. */
function isElsewhere(target: EventTarget | null): boolean {
  if (!(target instanceof Element)) return false
  const others = 'input, textarea, select, [contenteditable], [role="menu"], [role="dialog"], nav, aside'
  return target.closest(others) !== null
}
