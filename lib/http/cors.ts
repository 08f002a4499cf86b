/**
 * Which other sites may call the API from a browser: none, unless the operator names them. Pages, server actions, the ways in and the
 * live socket stay ours alone.
 */
const METHODS = 'GET, POST, PUT, DELETE'
const REQUEST_HEADERS = 'content-type, last-event-id'
const RESPONSE_HEADERS = 'retry-after, x-generation-id, x-request-id'
const PREFLIGHT_SECONDS = '600'

const isShared = (path: string) => path.startsWith('/api/') && !/^\/api\/(auth|live)(\/|$)/.test(path)

/** @param allowed the origins of `API_ALLOWED_ORIGINS` */
export function isAllowedOrigin(origin: string | null, path: string, allowed: readonly string[]): boolean {
  return origin !== null && isShared(path) && allowed.includes(origin)
}

/**
 * @returns what a browser has to be told about a request from another site; `vary` also when that site is none of the allowed, so that no
 * cache gives one site the answer for another
 */
export function corsHeaders(
  request: { method: string; origin: string | null; path: string },
  allowed: readonly string[],
): Record<string, string> {
  if (allowed.length === 0 || !isShared(request.path)) return {}
  if (!isAllowedOrigin(request.origin, request.path, allowed)) return { vary: 'origin' }
  return {
    vary: 'origin',
    'access-control-allow-origin': request.origin ?? '',
    'access-control-allow-credentials': 'true',
    'access-control-expose-headers': RESPONSE_HEADERS,
    ...(request.method === 'OPTIONS' && {
      'access-control-allow-methods': METHODS,
      'access-control-allow-headers': REQUEST_HEADERS,
      'access-control-max-age': PREFLIGHT_SECONDS,
    }),
  }
}
