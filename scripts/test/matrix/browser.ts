import { AsyncLocalStorage } from 'node:async_hooks'

type Visit = { headers: Headers; cookies: Map<string, string> }

const visit = new AsyncLocalStorage<Visit>()

/** Does `work` as a request from a browser with these cookies: what Next's `headers()` and `cookies()` tell in it. */
export function fromBrowser<T>(cookies: Record<string, string>, work: () => Promise<T>): Promise<T> {
  const headers = new Headers({ 'user-agent': 'matrix', 'x-forwarded-for': '192.0.2.7' })
  return visit.run({ headers, cookies: new Map(Object.entries(cookies)) }, work)
}

function current(): Visit {
  const found = visit.getStore()
  if (!found) throw new Error('outside of a request')
  return found
}

/** In the place of next/headers, which only works inside of Next. */
export const nextHeaders = {
  headers: async () => current().headers,
  cookies: async () => {
    const { cookies } = current()
    return {
      get: (name: string) => (cookies.has(name) ? { name, value: cookies.get(name) } : undefined),
      getAll: () => [...cookies].map(([name, value]) => ({ name, value })),
      has: (name: string) => cookies.has(name),
      set: (name: string, value: string) => void cookies.set(name, value),
      delete: (name: string) => cookies.delete(name),
    }
  },
}
