const ROW = '[data-row]'

function rowsOf(root: ParentNode): HTMLElement[] {
  return [...root.querySelectorAll<HTMLElement>(ROW)]
}

/** @returns the row an event happened on, or in the row of */
export function rowAt(target: EventTarget | null): HTMLElement | null {
  if (!(target instanceof Element)) return null
  return target.closest<HTMLElement>(ROW) ?? target.closest('li')?.querySelector<HTMLElement>(ROW) ?? null
}

/** @returns the row that a key moves the focus to; undefined when the key moves nothing */
export function nextRow(root: ParentNode, key: string, from: HTMLElement): HTMLElement | undefined {
  const rows = rowsOf(root)
  const at = rows.indexOf(from)
  const target = { ArrowUp: at - 1, ArrowDown: at + 1, Home: 0, End: rows.length - 1 }[key]
  return at === -1 || target === undefined ? undefined : rows[target]
}

/** Makes one row, and its menu button, the place where the Tab key stops: the one focused last, the active one, or the first. */
export function settleStop(root: ParentNode, wanted: string | null): void {
  const rows = rowsOf(root)
  const has = (test: (row: HTMLElement) => boolean) => rows.find(test)
  const stop =
    has((row) => row.dataset['row'] === wanted) ??
    has((row) => row.getAttribute('aria-current') === 'page') ??
    rows[0]
  for (const row of rows) {
    const tabIndex = row === stop ? 0 : -1
    if (row.tabIndex === tabIndex) continue
    row.tabIndex = tabIndex
    const menu = row.parentElement?.querySelector<HTMLElement>('[data-row-menu]')
    if (menu) menu.tabIndex = tabIndex
  }
}

/**
 * Remembers where the focus goes when these rows disappear: to the next row, or the one before, or what stands above an empty list.
 *
 * @returns what puts it there, unless the focus is somewhere else by then
 */
export function keepPlace(root: HTMLElement, ids: readonly string[]): () => void {
  const rows = rowsOf(root)
  const idOf = (row: HTMLElement) => row.dataset['row'] ?? ''
  const first = rows.findIndex((row) => ids.includes(idOf(row)))
  const wanted = [...rows.slice(Math.max(0, first)), ...rows.slice(0, Math.max(0, first)).reverse()].map(idOf)
  return () =>
    requestAnimationFrame(() => {
      if (document.activeElement && document.activeElement !== document.body) return
      const there = new Map(rowsOf(root).map((row) => [idOf(row), row]))
      const id = wanted.find((candidate) => there.has(candidate))
      const place = id ? there.get(id) : root.querySelector<HTMLElement>('[data-choose]')
      place?.focus()
    })
}

/** The same for rows that are about to go, when one of them has the focus. */
export function keepFocus(ids: readonly string[]): () => void {
  const row = rowAt(document.activeElement)
  const isTheirs = row !== null && ids.includes(row.dataset['row'] ?? '')
  return isTheirs ? keepPlace(document.body, ids) : () => undefined
}
