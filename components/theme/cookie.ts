const YEAR_IN_SECONDS = 31_536_000

/** Remembers a preference of this browser for a year. Not for secrets: scripts can read it. */
export function rememberInCookie(name: string, value: string): void {
  const secure = location.protocol === 'https:' ? '; secure' : ''
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API needs https, and Numina also runs on plain http at home.
  document.cookie = `${name}=${encodeURIComponent(value)}; path=/; max-age=${YEAR_IN_SECONDS}; samesite=lax${secure}`
}
