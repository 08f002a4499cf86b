import 'server-only'
import type { Ctx } from '@/lib/auth/context'
import { assertCan } from '@/lib/auth/permissions'
import { findSupportAccess } from './data'

const MOST = 100

/** @returns when somebody of the operator looked at what is the caller's, newest first */
export async function listSupportAccess(ctx: Ctx): Promise<{ id: string; at: string }[]> {
  assertCan(ctx, 'profile:read')
  const events = await findSupportAccess(ctx.userId, MOST)
  return events.map(({ _id, createdAt }) => ({ id: _id.toHexString(), at: createdAt.toISOString() }))
}
