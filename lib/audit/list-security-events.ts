import 'server-only'
import type { Ctx } from '@/lib/auth/context'
import { assertCan } from '@/lib/auth/permissions'
import { formatCursor, parseCursor } from '@/lib/core/cursor'
import { describeDevice } from '@/lib/core/device'
import { findSecurityEvents, type SecurityEventRecord } from './data'
import type { SecurityEventDto, SecurityEventKind, SecurityEventPage } from './schema'

const PAGE = 30

/** @returns a page of what happened to the caller's own account, newest first */
export async function listSecurityEvents(
  ctx: Ctx,
  { cursor }: { cursor?: string | undefined },
): Promise<SecurityEventPage> {
  assertCan(ctx, 'profile:read')
  const rows = await findSecurityEvents(ctx.userId, cursor ? parseCursor(cursor) : null, PAGE + 1)
  const page = rows.slice(0, PAGE)
  const last = page.at(-1)
  return {
    events: page.map(toDto),
    nextCursor:
      last && rows.length > PAGE ? formatCursor({ at: last.createdAt, id: last._id.toHexString() }) : null,
  }
}

function toDto({ _id, kind, ip, userAgent, createdAt }: SecurityEventRecord): SecurityEventDto {
  const device = userAgent ? describeDevice(userAgent) : null
  return {
    id: _id.toHexString(),
    kind: kind as SecurityEventKind,
    ip,
    device: device && `${device.browser} on ${device.system}`,
    at: createdAt.toISOString(),
  }
}
