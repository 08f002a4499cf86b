import { ownPath } from '@/lib/core/own-path'

/** Where people go after signing in when nothing else was asked for. */
const HOME = '/chat'

/**
 * Where to go after signing in: a path on this site, else home. The value comes from the address bar, so it is not
 * trusted: what leads away leads home, as do the pages of signing in themselves.
 */
export function safeCallbackUrl(value: unknown): string {
  const path = typeof value === 'string' && value.startsWith('/') ? ownPath(value) : null
  return path === null || /^\/(sign-in|sign-up|api)([/?#]|$)/.test(path) ? HOME : path
}

/** The address of another page of signing in that leads to the same place. */
export function withCallback(path: string, callbackUrl: string): string {
  return callbackUrl === HOME ? path : `${path}?callbackUrl=${encodeURIComponent(callbackUrl)}`
}

/** What a page of signing in gets from the address. */
export type AuthPageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> }
