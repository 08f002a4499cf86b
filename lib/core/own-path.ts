/** A base that no address of ours has, to see whether a value leads away. */
const NOWHERE = 'https://numina.invalid'

/**
 * @param value not trusted: it may come from the address bar or a cookie
 * @param base of this site, when the value may be a whole address of it
 * @returns the path on this site that it names; null for other origins, `//host`, `/\host`, scripts and what is no address
 */
export function ownPath(value: string, base = NOWHERE): string | null {
  if (!URL.canParse(value, base)) return null
  const url = new URL(value, base)
  // `/.//host` is a path until the dots are taken out of it.
  if (url.origin !== new URL(base).origin || url.pathname.startsWith('//')) return null
  return url.pathname + url.search + url.hash
}
