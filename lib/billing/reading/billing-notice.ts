import 'server-only'
import type { Ctx } from '@/lib/auth/context'
import { assertCan, can } from '@/lib/auth/permissions'
import { findAccount } from '../accounts/data'
import { paidPlanOf } from '../accounts/held-plan'

/** @returns what the owner of a workspace should know wherever they are: a payment that failed. Looks nothing up for those who never paid */
export async function getBillingNotice(ctx: Ctx): Promise<string | null> {
  assertCan(ctx, 'profile:read')
  if (!ctx.plan || !can(ctx, 'billing:manage')) return null
  const account = await findAccount(ctx.workspaceId)
  if (account?.status !== 'past_due') return null
  const until = paidPlanOf(account)?.until
  if (!until) return null
  if (new Date(until) <= new Date())
    return 'A payment failed, and your plan has ended for now. Nothing is deleted.'
  const day = new Intl.DateTimeFormat(ctx.locale, { timeZone: ctx.timeZone, day: 'numeric', month: 'long' })
  return `A payment failed. Your plan stays until ${day.format(new Date(until))} while the card is tried again.`
}
