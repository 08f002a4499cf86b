import 'server-only'
import type { Ctx } from '@/lib/auth/context'
import { assertCan } from '@/lib/auth/permissions'
import { AppError } from '@/lib/core/errors'
import { newId } from '@/lib/core/ids'
import { askStripe } from '@/lib/platform/stripe'
import { SEATS_MAX } from '../limits'
import type { Currency, Interval, SeatsInput, SeatsPreview } from '../schema'
import { type SeatsNow, seatsNow } from './seats-now'

/**
 * @returns what more or fewer seats would cost, as Stripe reckons it; nothing is changed
 * @throws AppError `not_found` without a plan; `invalid_input` for seats; `conflict` where they cannot be changed now
 */
export async function previewSeats(ctx: Ctx, { by }: SeatsInput): Promise<SeatsPreview> {
  assertCan(ctx, 'billing:manage')
  const now = await seatsNow(ctx.workspaceId)
  const to = now.paid + by
  const kind = kindOf(now, to)
  const { account, subscription } = now
  return {
    ...{ kind, from: now.paid, to, at: now.at, key: newId() },
    due: kind === 'add' && account.status !== 'trialing' ? await dueOf(now, to) : 0,
    renewsAt: account.periodEnd?.toISOString() ?? null,
    isTrial: account.status === 'trialing',
    amount: amountOf(now, to),
    currency: subscription.currency.toUpperCase(),
    interval: account.interval === 'year' ? 'year' : 'month',
  }
}

/**
 * @returns what kind of change it is: seats that were given up and are paid for still come back for nothing
 * @throws AppError `invalid_input`, in words
 */
export function kindOf({ paid, usable, taken }: SeatsNow, to: number): SeatsPreview['kind'] {
  const refused = (words: string) => new AppError('invalid_input', words, { fields: { by: words } })
  if (to > SEATS_MAX) throw refused(`For more than ${SEATS_MAX} seats write to us.`)
  if (to < 1) throw refused('One seat stays. To end the plan, cancel it.')
  if (to > paid && to <= usable) return 'keep'
  if (to > paid && usable > paid)
    throw refused('Some seats were given up and are paid for still. Keep those first, then add more.')
  if (to > paid) return 'add'
  if (to < taken)
    throw refused(
      `${taken} ${taken === 1 ? 'seat is' : 'seats are'} taken by members and invitations. Remove some first.`,
    )
  return 'giveUp'
}

async function dueOf({ subscription, item, at }: SeatsNow, to: number): Promise<number> {
  const { amount_due: due } = await askStripe((stripe) =>
    stripe.invoices.createPreview({
      subscription: subscription.id,
      subscription_details: {
        items: [{ id: item.id, quantity: to }],
        proration_behavior: 'always_invoice',
        proration_date: at,
      },
    }),
  )
  return due
}

/** At the list price, and for a plan that has none at what was agreed on. */
function amountOf({ plan, account, item }: SeatsNow, to: number): number {
  const list = plan.prices?.[account.interval as Interval]?.[account.currency as Currency]
  return (list ?? item.price.unit_amount ?? 0) * to
}
