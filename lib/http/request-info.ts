import 'server-only'
import { headers } from 'next/headers'
import { newId } from '@/lib/core/ids'

/** What every edge knows about its request. `ip` is the address server.ts or the hosting proxy vouches for. */
export type RequestInfo = { requestId: string; ip: string; userAgent: string }

/**
 * @param source the request's headers. Of several forwarded addresses only the last was written by a proxy we trust; what stands
 * before it came from the client.
 */
export function readRequestInfo(source: Headers): RequestInfo {
  return {
    requestId: source.get('x-request-id') ?? newId(),
    ip: source.get('x-forwarded-for')?.split(',').at(-1)?.trim() || 'unknown',
    userAgent: source.get('user-agent')?.slice(0, 300) ?? '',
  }
}

/** The request info inside a server component or a server action. */
export async function currentRequestInfo(): Promise<RequestInfo> {
  return readRequestInfo(await headers())
}
