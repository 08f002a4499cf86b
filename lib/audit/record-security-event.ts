import 'server-only'
import { currentRequestInfo } from '@/lib/http/request-info'
import { log } from '@/lib/platform/log'
import { appendSecurityEvent } from './data'
import type { SecurityEventKind } from './schema'

type Subject = { userId: string; requestId: string; actorId?: string }

/** Appends to the security log of an account, and to the server's log. `data` carries ids and numbers, never contents. */
export async function recordSecurityEvent(
  kind: SecurityEventKind,
  { userId, requestId, actorId = userId }: Subject,
  data: Record<string, string | number | boolean> = {},
): Promise<void> {
  log.info(kind, { audit: true, userId, requestId, ...data })
  const from = await originOfRequest()
  await appendSecurityEvent({ userId, actorId, kind, requestId, ...from, data })
}

/** Jobs and scripts have no request. */
async function originOfRequest(): Promise<{ ip: string | null; userAgent: string | null }> {
  try {
    const { ip, userAgent } = await currentRequestInfo()
    return { ip, userAgent }
  } catch {
    return { ip: null, userAgent: null }
  }
}
