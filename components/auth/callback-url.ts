/** Where people go after signing in when nothing else was asked for. */
const HOME = '/chat'

/** A base that no address of ours has, to see whether a value leads away. */
const BASE = 'https://numina.invalid'

/**
 * Where to go after signing in: a path on this site, else home. The value comes from the address bar, so it is not
 * trusted: other origins, `//host`, `/\host` and scripts lead home, as do the pages of signing in themselves.
 */
export function safeCallbackUrl(value: unknown): string {
  if (typeof value !== 'string' || !value.startsWith('/') || !URL.canParse(value, BASE)) return HOME
  const url = new URL(value, BASE)
  // `/.//host` is a path until the dots are taken out of it.
  if (
    url.origin !== BASE ||
    url.pathname.startsWith('//') ||
    /^\/(sign-in|sign-up|api)(\/|$)/.test(url.pathname)
  )
    return HOME
  return url.pathname + url.search + url.hash
}

/** The address of another page of signing in that leads to the same place. */
export function withCallback(path: string, callbackUrl: string): string {
  return callbackUrl === HOME ? path : `${path}?callbackUrl=${encodeURIComponent(callbackUrl)}`
}

/** What a page of signing in gets from the address. */
export type AuthPageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> }
