/**
 * Moves the focus among the links of the list of conversations by the arrow keys, Home and End.
 *
 * @param from the link that had the key press
 * @returns whether the key was one of these
 */
export function moveFocus(key: string, from: HTMLAnchorElement): boolean {
  const links = [
    ...(from.closest('[data-conversations]')?.querySelectorAll<HTMLAnchorElement>('a[href]') ?? []),
  ]
  const at = links.indexOf(from)
  const target = { ArrowUp: at - 1, ArrowDown: at + 1, Home: 0, End: links.length - 1 }[key]
  if (at === -1 || target === undefined) return false
  links[target]?.focus()
  return true
}
