import 'server-only'
import type { Ctx } from '@/lib/auth/context'
import { assertCan, can } from '@/lib/auth/permissions'
import { seatsAt } from '@/lib/auth/seats'
import { findAccount } from '../accounts/data'
import { paidPlanOf } from '../accounts/held-plan'
import type { BillingNotice } from '../schema'

/**
 * @returns what somebody should know wherever they are: the owner of a payment that failed and of members without a seat, and those members
 * themselves. Looks nothing up for those who never paid
 */
export async function getBillingNotice(ctx: Ctx): Promise<BillingNotice | null> {
  assertCan(ctx, 'profile:read')
  if (ctx.isBeyondSeats)
    return {
      text: 'Your team has more members than seats, so you can read here and not write. Its owner can add some.',
      help: null,
    }
  if (!ctx.plan || !can(ctx, 'billing:manage')) return null
  const failed = await failedWords(ctx)
  if (failed) return { text: failed, help: 'See billing' }
  const beyond = beyondWords(ctx)
  return beyond ? { text: beyond, help: 'Add seats' } : null
}

async function failedWords(ctx: Ctx): Promise<string | null> {
  const account = await findAccount(ctx.workspaceId)
  if (account?.status !== 'past_due') return null
  const until = paidPlanOf(account)?.until
  if (!until) return null
  if (new Date(until) <= new Date())
    return 'A payment failed, and your plan has ended for now. Nothing is deleted.'
  const day = new Intl.DateTimeFormat(ctx.locale, { timeZone: ctx.timeZone, day: 'numeric', month: 'long' })
  return `A payment failed. Your plan stays until ${day.format(new Date(until))} while the card is tried again.`
}

function beyondWords({ plan, locale }: Ctx): string | null {
  const [seats, members] = [seatsAt(plan), plan?.members ?? 1]
  if (seats === null || members <= seats) return null
  const number = (value: number) => new Intl.NumberFormat(locale).format(value)
  const [are, can] = [
    seats === 1 ? '1 seat' : `${number(seats)} seats`,
    members - seats === 1 ? 'one of them' : `${number(members - seats)} of them`,
  ]
  return `Your team has ${number(members)} members and ${are}: ${can} can read and not write.`
}
