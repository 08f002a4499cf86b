import 'server-only'
import type Stripe from 'stripe'
import { assertFreshProof } from '@/lib/accounts/server'
import { recordSecurityEvent } from '@/lib/audit/server'
import type { Ctx } from '@/lib/auth/context'
import { assertCan } from '@/lib/auth/permissions'
import { AppError } from '@/lib/core/errors'
import { askStripe } from '@/lib/platform/stripe'
import { converge } from '../accounts/converge'
import { keepSeats } from '../accounts/data'
import type { SeatsChange, SeatsChanged } from '../schema'
import { inTurn } from './in-turn'
import { kindOf } from './preview-seats'
import { type SeatsNow, seatsNow } from './seats-now'

/** An amount that was looked at longer ago is reckoned anew. */
const OFFER_SECONDS = 60 * 60
const SLACK_SECONDS = 60

/**
 * Changes how many seats are paid. More are charged now for the rest of the period; fewer are paid from the next renewal on, and stay until
 * then. A card that refuses changes nothing.
 *
 * @param offer what `previewSeats` said: another number of seats than it began with, or an hour later, and it counts no more
 * @returns where the bank wants to see the person, if it does: the seats are there once they have been
 * @throws AppError `proof_required`; `conflict`; what `previewSeats` throws
 */
export async function changeSeats(ctx: Ctx, offer: SeatsChange): Promise<SeatsChanged> {
  assertCan(ctx, 'billing:manage')
  await assertFreshProof(ctx)
  return inTurn(ctx.workspaceId, async () => {
    const now = await seatsNow(ctx.workspaceId)
    // The same press twice, or the same wish in another tab.
    if (now.paid === offer.to) return { url: null }
    if (now.paid !== offer.from)
      throw new AppError(
        'conflict',
        'The seats were changed meanwhile. Nothing was charged. Please look again.',
      )
    const kind = kindOf(now, offer.to)
    const url = kind === 'add' ? await add(now, offer) : await setFree(now, offer)
    await askStripe(() => converge(customerOf(now)))
    if (!url) await recordSecurityEvent('seats.changed', ctx, { from: offer.from, to: offer.to })
    return { url }
  })
}

const customerOf = ({ subscription: { customer } }: SeatsNow) =>
  typeof customer === 'string' ? customer : customer.id

/** Nothing is charged: what is given up stays until it is over, and what comes back of it is paid for. */
async function setFree({ account, subscription, item, usable }: SeatsNow, { to, key }: SeatsChange) {
  // First, so that nobody loses their seat in between.
  if (account.periodEnd && to < usable)
    await keepSeats(account._id, { count: usable, until: account.periodEnd.toISOString() })
  await askStripe((stripe) =>
    stripe.subscriptions.update(
      subscription.id,
      { items: [{ id: item.id, quantity: to }], proration_behavior: 'none' },
      { idempotencyKey: `seats:${subscription.id}:${key}` },
    ),
  )
  return null
}

/** @returns where the bank wants to see the person; null when the seats are there */
async function add({ account, subscription, item, at: now }: SeatsNow, { to, at, key }: SeatsChange) {
  if (at > now + SLACK_SECONDS || at < now - OFFER_SECONDS)
    throw new AppError(
      'conflict',
      'This amount was reckoned a while ago. Nothing was charged. Please look again.',
    )
  const changed = await askStripe((stripe) =>
    stripe.subscriptions.update(
      subscription.id,
      {
        items: [{ id: item.id, quantity: to }],
        ...(account.status === 'trialing'
          ? { proration_behavior: 'none' }
          : {
              proration_behavior: 'always_invoice',
              proration_date: at,
              payment_behavior: 'pending_if_incomplete',
            }),
        expand: ['latest_invoice'],
      },
      { idempotencyKey: `seats:${subscription.id}:${key}` },
    ),
  )
  const { pending_update: pending, latest_invoice: invoice } = changed
  if (!pending) return null
  if (!invoice || typeof invoice === 'string') throw new Error('a change waits for no invoice')
  if (invoice.hosted_invoice_url && (await asksOwner(invoice))) return invoice.hosted_invoice_url
  await askStripe((stripe) => stripe.invoices.voidInvoice(invoice.id ?? ''))
  throw new AppError(
    'conflict',
    'Your card was refused. Nothing was charged, and your seats are as before. Change the card under “Card, address and invoices”, then try again.',
  )
}

/** @returns whether the bank of a card wants to see who pays */
async function asksOwner({ id }: Stripe.Invoice): Promise<boolean> {
  return askStripe(async (stripe) => {
    const { data } = await stripe.invoicePayments.list({ invoice: id ?? '' })
    for (const { payment } of data) {
      const intent = payment.payment_intent
      if (!intent) continue
      const { status } = await stripe.paymentIntents.retrieve(typeof intent === 'string' ? intent : intent.id)
      if (status === 'requires_action') return true
    }
    return false
  })
}
