import 'server-only'
import { userNames } from '@/lib/accounts/server'
import { recordSecurityEvent } from '@/lib/audit/server'
import type { Ctx } from '@/lib/auth/context'
import { assertCanManage } from '@/lib/auth/permissions'
import { readReply } from '@/lib/chat/server'
import { formatCursor, parseCursor } from '@/lib/core/cursor'
import { notFound } from '@/lib/core/errors'
import { findReport, findReports, type ReportRecord, setHandled } from './data'
import type { ListReportsInput, ReportDto, ReportedReply, ReportPage } from './schema'

const PAGE = 30

/** @returns a page of what people reported, the newest first. @throws AppError `forbidden`; `factor_required`; `bad_request` */
export async function listReports(ctx: Ctx, { isHandled, cursor }: ListReportsInput): Promise<ReportPage> {
  assertCanManage(ctx, 'instance:reports')
  const found = await findReports({ isHandled, before: cursor ? parseCursor(cursor) : null }, PAGE + 1)
  const page = found.slice(0, PAGE)
  const names = await userNames(page.map(({ userId }) => userId.toHexString()))
  const last = page.at(-1)
  return {
    reports: page.map((report) => toDto(report, names)),
    nextCursor:
      last && found.length > PAGE ? formatCursor({ at: last.createdAt, id: last._id.toHexString() }) : null,
  }
}

/**
 * The reply a report is about, and nothing else of the conversation. That it was looked at is noted for its person to see.
 *
 * @returns a null text when the reply is not there any more
 * @throws AppError `forbidden`; `factor_required`; `not_found`
 */
export async function readReportedReply(ctx: Ctx, { id }: { id: string }): Promise<ReportedReply> {
  assertCanManage(ctx, 'instance:reports')
  const report = await findReport(id)
  if (!report) throw notFound('report')
  const { workspaceId, userId, conversationId, messageId } = report
  const scope = { workspaceId: workspaceId.toHexString(), userId: userId.toHexString() }
  const reply = await readReply(scope, conversationId.toHexString(), messageId.toHexString())
  if (!reply) return { text: null, model: null }
  const subject = { userId: scope.userId, requestId: ctx.requestId, actorId: ctx.userId }
  await recordSecurityEvent('support.access', subject, { reportId: id, messageId: messageId.toHexString() })
  return reply
}

/** Notes that a report was dealt with, or takes that back. @throws AppError `forbidden`; `factor_required`; `not_found` */
export async function settleReport(
  ctx: Ctx,
  { id, isHandled }: { id: string; isHandled: boolean },
): Promise<null> {
  assertCanManage(ctx, 'instance:reports')
  if (!(await setHandled(id, isHandled ? new Date() : null))) throw notFound('report')
  return null
}

function toDto(report: ReportRecord, names: Map<string, string>): ReportDto {
  const { _id, userId, reason, note, createdAt, handledAt } = report
  return {
    id: _id.toHexString(),
    reason: reason as ReportDto['reason'],
    note,
    by: names.get(userId.toHexString()) ?? null,
    at: createdAt.toISOString(),
    isHandled: handledAt !== null,
  }
}
