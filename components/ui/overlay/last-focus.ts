/** More than this many steps back nobody remembers where they were. */
const MOST = 20

/** What has had the focus, the latest last. */
let places: readonly HTMLElement[] = []

function note({ target }: FocusEvent): void {
  if (!(target instanceof HTMLElement)) return
  // An item is gone when the dialog it leads to closes: what opened its menu stands for it.
  const menu = target.closest('[role="menu"]')
  const place = menu ? document.getElementById(menu.getAttribute('aria-labelledby') ?? '') : target
  if (place) places = [...places.filter((other) => other !== place), place].slice(-MOST)
}

if (typeof document !== 'undefined') document.addEventListener('focusin', note)

/** @returns where the focus last was that is still there, outside of what is leaving */
export function lastFocus(leaving: Element | null): HTMLElement | null {
  const isThere = (place: HTMLElement) =>
    place.isConnected &&
    !leaving?.contains(place) &&
    !place.closest('[role="menu"]') &&
    !place.matches(':disabled') &&
    place.checkVisibility()
  return places.findLast(isThere) ?? null
}

/**
 * For `onCloseAutoFocus` of a dialog. Radix knows triggers of its own only, or what had the focus when the dialog came: of one that is
 * loaded late, or opened from a menu, that is nothing any more.
 */
export function giveFocusBack(event: Event): void {
  event.preventDefault()
  lastFocus(event.currentTarget as Element | null)?.focus({ preventScroll: true })
}

/** @returns whether what had the focus is gone, or can no longer have it: nobody has put the focus nowhere themselves */
export function isFocusLost(): boolean {
  const last = places.at(-1)
  return (
    document.activeElement === document.body &&
    last !== undefined &&
    (!last.isConnected || last.matches(':disabled'))
  )
}
