/** `off` is not configured or not there, and nothing that Numina needs. */
export type Finding = { state: 'ok' | 'off' | 'problem'; text: string; hint?: string }

export const TIMEOUT_MS = 5_000

/** A URL as it may be shown: without user, password and parameters. */
export function showUrl(text: string): string {
  return URL.canParse(text) ? `${new URL(text).protocol}//${new URL(text).host}` : 'an address that is no URL'
}

/** An error's reason in one line, for a place where the address is named already. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const cause = error.cause instanceof Error ? error.cause.message : ''
  return (cause || error.message).split('\n')[0] ?? error.name
}
