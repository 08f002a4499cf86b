import 'server-only'
import type { Ctx } from '@/lib/auth/context'
import { assertCan } from '@/lib/auth/permissions'
import { requireReply } from '@/lib/chat/server'
import { setFeedback } from './data'
import type { RateInput } from './schema'

/** Keeps what somebody thinks of a reply; null takes it back. @throws AppError `not_found` */
export async function rateMessage(ctx: Ctx, { id, messageId, feedback }: RateInput): Promise<null> {
  assertCan(ctx, 'conversation:write')
  await requireReply(ctx, id, messageId)
  await setFeedback(ctx, id, messageId, feedback)
  return null
}
