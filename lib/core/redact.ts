const SECRET_KEY =
  /pass(word|wd)?|secret|token|api[-_]?key|authorization|cookie|session[-_]?id|^(text|content|parts|prompt|instructions|email)$/i
const CREDENTIALS_IN_URL = /(\w+:\/\/[^\s:@/]+):[^\s@/]+@/g
const BEARER = /\b(Bearer\s+|sk-)[\w.~+/-]{6,}/g

/**
 * Copies a log record with what must not be in a log replaced by `[redacted]`: values under secret-looking keys, message texts
 * and addresses by key, and credentials inside any string.
 *
 * @param value any JSON-like value; cycles are cut
 */
export function redact(value: unknown, seen: Set<object> = new Set()): unknown {
  if (typeof value === 'string')
    return value.replace(CREDENTIALS_IN_URL, '$1:[redacted]@').replace(BEARER, '$1[redacted]')
  if (typeof value !== 'object' || value === null || value instanceof Date) return value
  if (seen.has(value)) return '[circular]'
  seen.add(value)
  if (Array.isArray(value)) return value.map((item) => redact(item, seen))
  // Winston keeps its level under a symbol: own symbols are copied untouched.
  const copy: Record<string | symbol, unknown> = {}
  for (const key of Reflect.ownKeys(value)) {
    const item = (value as Record<string | symbol, unknown>)[key]
    copy[key] = typeof key === 'string' ? (SECRET_KEY.test(key) ? '[redacted]' : redact(item, seen)) : item
  }
  return copy
}
