import 'server-only'
import { headers } from 'next/headers'
import { newId } from '@/lib/core/ids'

/** What every edge knows about its request. `ip` is the address server.ts or the hosting proxy vouches for. */
export type RequestInfo = { requestId: string; ip: string; userAgent: string }

/** What proxy.ts and we make ourselves; a request that has not come through there may bring anything. */
const REQUEST_ID = /^[0-9a-f-]{24,36}$/

/**
 * @param source the request's headers. Of several forwarded addresses only the last was written by a proxy we trust; what stands
 * before it came from the client.
 */
export function readRequestInfo(source: Headers): RequestInfo {
  const requestId = source.get('x-request-id')
  return {
    requestId: requestId && REQUEST_ID.test(requestId) ? requestId : newId(),
    ip: source.get('x-forwarded-for')?.split(',').at(-1)?.trim() || 'unknown',
    userAgent: source.get('user-agent')?.slice(0, 300) ?? '',
  }
}

/** The request info inside a server component or a server action. */
export async function currentRequestInfo(): Promise<RequestInfo> {
  return readRequestInfo(await headers())
}
