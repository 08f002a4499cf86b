import 'server-only'
import { audit } from '@/lib/audit/server'
import type { Ctx } from '@/lib/auth/context'
import { assertCan } from '@/lib/auth/permissions'
import { requireReply } from '@/lib/chat/server'
import { saveReport } from './data'
import type { ReportInput } from './schema'

/** Tells those who run the installation of a reply. Reporting it again changes the report. @throws AppError `not_found` */
export async function reportMessage(ctx: Ctx, input: ReportInput): Promise<null> {
  assertCan(ctx, 'conversation:write')
  const { id, messageId, reason } = input
  await requireReply(ctx, id, messageId)
  await saveReport(ctx, input)
  audit('message.reported', { messageId, reason, userId: ctx.userId, requestId: ctx.requestId })
  return null
}
