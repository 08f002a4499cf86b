import 'server-only'
import type Stripe from 'stripe'
import { z } from 'zod'
import type { Scope } from '@/lib/auth/context'
import { idSchema } from '@/lib/core/id-schema'
import { addCredit, makeGood, takeBackCredit } from '../ledger/data'
import { findWallet } from '../wallet/data'

/** What a payment says of itself. Only who has our key to Stripe can write it. */
const packPayment = z.object({
  numina_messages: z.coerce.number().int().min(1).max(100_000_000),
  numina_kind: z.enum(['bought', 'topped_up']),
  userId: idSchema,
})

export const packMetadata = (
  { workspaceId, userId }: Scope,
  messages: number,
  kind: 'bought' | 'topped_up',
) => ({
  ...{ workspaceId, userId },
  numina_messages: String(messages),
  numina_kind: kind,
})

/**
 * Makes the wallet of a workspace hold what Stripe says was paid for: each payment once, and what went back taken back, however often
 * and in whatever order anybody asks. Looks nothing up for those who never began to buy.
 */
export async function convergePackPayments(
  stripe: Stripe,
  customer: string,
  workspaceId: string,
): Promise<void> {
  if (!(await findWallet(workspaceId))) return
  const listed = stripe.paymentIntents.list({ customer, limit: 100, expand: ['data.latest_charge'] })
  for await (const payment of listed) {
    const told = packPayment.safeParse(payment.metadata)
    if (payment.status !== 'succeeded' || !told.success) continue
    const { numina_messages: messages, numina_kind: kind, userId } = told.data
    await addCredit({
      ...{ key: `payment:${payment.id}`, workspaceId, userId, kind, messages },
      ...{ amount: payment.amount_received, currency: payment.currency.toUpperCase() },
      at: new Date(payment.created * 1000),
    })
    if (await wentBack(stripe, payment)) await takeBackCredit(payment.id, { workspaceId, userId, messages })
  }
  await convergeFreePacks(stripe, customer, workspaceId)
  await makeGood(workspaceId)
}

/** Packs that a promotion code took the whole price off. */
async function convergeFreePacks(stripe: Stripe, customer: string, workspaceId: string): Promise<void> {
  for await (const session of stripe.checkout.sessions.list({ customer, status: 'complete', limit: 100 })) {
    const told = packPayment.safeParse(session.metadata)
    if (session.payment_status !== 'no_payment_required' || !told.success) continue
    const { numina_messages: messages, numina_kind: kind, userId } = told.data
    await addCredit({
      ...{ key: `checkout:${session.id}`, workspaceId, userId, kind, messages },
      ...{ amount: 0, currency: (session.currency ?? 'usd').toUpperCase() },
      at: new Date(session.created * 1000),
    })
  }
}

/** @returns whether all the money of a payment went back: refunded, or lost to whoever disputed it */
async function wentBack(
  stripe: Stripe,
  { id, latest_charge: charge }: Stripe.PaymentIntent,
): Promise<boolean> {
  if (!charge || typeof charge === 'string') return false
  if (charge.refunded) return true
  if (!charge.disputed) return false
  const { data } = await stripe.disputes.list({ payment_intent: id, limit: 100 })
  return data.some(({ status }) => status === 'lost')
}
