import 'server-only'
import { findAddressee, findTeamNames, userNames } from '@/lib/accounts/server'
import { recordSecurityEvent } from '@/lib/audit/server'
import type { Ctx } from '@/lib/auth/context'
import { assertCanManage } from '@/lib/auth/permissions'
import { planOnRequest } from '@/lib/billing/server'
import { notFound } from '@/lib/core/errors'
import { addAnswer, close, findQuotes, type QuoteDocument } from './data'
import { mailAnswer, replyAddress } from './mails'
import type { AnswerInput, QuoteDto, QuoteList, QuoteRef, QuoteRow } from './schema'
import { toDto } from './to-dto'

const MOST_ROWS = 100

/** @returns what people asked for: those who wait first */
export async function listQuotes(ctx: Ctx): Promise<QuoteList> {
  assertCanManage(ctx, 'instance:billing')
  const found = await findQuotes(MOST_ROWS)
  const names = await userNames(found.map(({ userId }) => userId.toHexString()))
  const teams = await findTeamNames(found.map(({ workspaceId }) => workspaceId))
  const rows = await Promise.all(found.map((quote) => toRow(quote, names, teams)))
  return { rows, plan: planOnRequest()?.key ?? null, replyTo: await replyAddress(ctx.userId) }
}

/**
 * Answers a request by mail; the person also finds the answer in their settings. It can be answered again.
 *
 * @throws AppError `forbidden`; `factor_required`; `not_found` for one that has ended
 */
export async function answerQuote(ctx: Ctx, { id, text }: AnswerInput): Promise<QuoteDto> {
  assertCanManage(ctx, 'instance:billing')
  const quote = await addAnswer(id, text)
  if (!quote) throw notFound('request')
  await mailAnswer({ id, at: quote.answers.length - 1, managerId: ctx.userId })
  await record('quote.answered', ctx, quote)
  return toDto(quote)
}

/** Closes a request: the person can ask anew. @throws AppError `forbidden`; `factor_required`; `not_found` for one that has ended */
export async function closeQuote(ctx: Ctx, { id }: QuoteRef): Promise<null> {
  assertCanManage(ctx, 'instance:billing')
  const quote = await close(id)
  if (!quote) throw notFound('request')
  await record('quote.closed', ctx, quote)
  return null
}

const record = (kind: 'quote.answered' | 'quote.closed', ctx: Ctx, { _id, userId }: QuoteDocument) =>
  recordSecurityEvent(
    kind,
    { userId: userId.toHexString(), requestId: ctx.requestId, actorId: ctx.userId },
    { quoteId: _id.toHexString() },
  )

async function toRow(
  quote: QuoteDocument,
  names: Map<string, string>,
  teams: Map<string, string>,
): Promise<QuoteRow> {
  const userId = quote.userId.toHexString()
  const person = await findAddressee(userId)
  return {
    ...toDto(quote),
    name: names.get(userId) ?? 'Somebody who is gone',
    email: person?.email ?? null,
    team: teams.get(quote.workspaceId.toHexString()) ?? null,
  }
}
