import 'server-only'
import { accountAtHand } from '@/lib/accounts/server'
import { recordSecurityEvent } from '@/lib/audit/server'
import type { Ctx } from '@/lib/auth/context'
import { assertCan } from '@/lib/auth/permissions'
import { planOnRequest } from '@/lib/billing/server'
import { AppError, notFound } from '@/lib/core/errors'
import { findQuotesOf, withdraw, writeQuote } from './data'
import { mailAsked } from './mails'
import type { QuoteDto, QuoteInput, QuoteOffer, QuoteRef } from './schema'
import { toDto } from './to-dto'

const MOST_ROWS = 20

/**
 * Asks whoever runs this Numina what a plan on request would be for the workspace. While a request is open, asking again changes it.
 *
 * @throws AppError `not_found` where no plan is on request; `conflict` when one has been answered and is not closed
 */
export async function askForQuote(ctx: Ctx, input: QuoteInput): Promise<QuoteDto> {
  assertCan(ctx, 'billing:manage')
  if (!planOnRequest()) throw notFound('plan')
  const quote = await writeQuote(ctx, input)
  if (!quote)
    throw new AppError(
      'conflict',
      'This workspace has a request that was answered. Reply to that mail, or withdraw the request to ask anew.',
    )
  // Keyed by the request: asking again, or twice at once, is one mail.
  await mailAsked(quote._id.toHexString())
  await recordSecurityEvent('quote.asked', ctx, { quoteId: quote._id.toHexString() })
  return toDto(quote)
}

/** Takes a request back. @throws AppError `not_found` for another workspace's, and for one that has ended */
export async function withdrawQuote(ctx: Ctx, { id }: QuoteRef): Promise<null> {
  assertCan(ctx, 'billing:manage')
  if (!(await withdraw(ctx, id))) throw notFound('request')
  await recordSecurityEvent('quote.withdrawn', ctx, { quoteId: id })
  return null
}

/** @returns what the caller can ask for and what was asked for the workspace; null where no plan is on request */
export async function readQuoteOffer(ctx: Ctx): Promise<QuoteOffer | null> {
  assertCan(ctx, 'billing:manage')
  const plan = planOnRequest()
  if (!plan) return null
  const [account, requests] = await Promise.all([accountAtHand(ctx), findQuotesOf(ctx, MOST_ROWS)])
  return { plan: plan.name, address: account?.email ?? '', requests: requests.map(toDto) }
}
