import 'server-only'
import type Stripe from 'stripe'
import { log } from '@/lib/platform/log'
import { findStripe, isRefunded } from '@/lib/platform/stripe'
import { convergePackPayments } from '../credits/pack-payments'
import { orderDunning } from '../dunning/mails'
import { convergeExtra } from '../extra/converge-extra'
import { noteMovements } from '../growth/note-movements'
import { type AccountDocument, findAccountOf, writeMirror } from './data'
import { holdPlan } from './hold-plan'
import { readTruth } from './read-truth'

type Turn = { running: Promise<AccountDocument | null>; next: Promise<AccountDocument | null> | null }

const store = globalThis as typeof globalThis & { numinaConverging?: Map<string, Turn> }

/**
 * Makes our mirror of a customer what Stripe knows. Whoever asks while it is being done gets the next turn, which has seen everything
 * that happened before they asked; a thousand at once are two.
 *
 * @returns the account as it is then; null for a customer who is none of ours
 * @throws what Stripe throws
 */
export function converge(customerId: string): Promise<AccountDocument | null> {
  store.numinaConverging ??= new Map()
  const turns = store.numinaConverging
  const turn = turns.get(customerId)
  if (turn) {
    turn.next ??= turn.running.then(
      () => begin(customerId),
      () => begin(customerId),
    )
    return turn.next
  }
  return begin(customerId)

  function begin(id: string): Promise<AccountDocument | null> {
    const made: Turn = { running: convergeNow(id), next: null }
    turns.set(id, made)
    const end = () => {
      if (turns.get(id) === made && !made.next) turns.delete(id)
    }
    made.running.then(end, end)
    return made.running
  }
}

async function convergeNow(customerId: string): Promise<AccountDocument | null> {
  const stripe = findStripe()
  const account = await findAccountOf(customerId)
  if (!stripe || !account) return null
  const askedAt = new Date()
  const { mirror, extraItem, surplus, isThere } = await readTruth(stripe, customerId)
  for (const each of surplus) await takeBack(stripe, each)
  const { _id, workspaceId } = account
  await writeMirror(_id, mirror, isThere ? customerId : null, askedAt)
  // Somebody may have seen more meanwhile: what they wrote counts, and is told again.
  const now = isThere ? await findAccountOf(customerId) : { ...account, ...mirror, customerId: null }
  await noteMovements(_id, mirror)
  await holdPlan(workspaceId.toHexString())
  if (now) await orderDunning(now)
  await convergeExtra(workspaceId.toHexString(), mirror, extraItem, askedAt)
  if (isThere) await convergePackPayments(stripe, customerId, workspaceId.toHexString())
  return now
}

/** Two checkouts were paid at once: the money of the second goes back, and it ends at once. In this order, so that neither is forgotten. */
async function takeBack(stripe: Stripe, { id, latest_invoice: invoice }: Stripe.Subscription): Promise<void> {
  log.warn('a second subscription is taken back', { subscriptionId: id, audit: true })
  const invoiceId = typeof invoice === 'string' ? invoice : invoice?.id
  if (invoiceId) await refundInvoice(stripe, invoiceId)
  await stripe.subscriptions.cancel(id, { prorate: false }, { idempotencyKey: `surplus:${id}` })
}

async function refundInvoice(stripe: Stripe, invoice: string): Promise<void> {
  const { data: payments } = await stripe.invoicePayments.list({ invoice, status: 'paid' })
  for (const { payment } of payments) {
    const intent = payment.payment_intent
    const paymentIntent = typeof intent === 'string' ? intent : intent?.id
    if (!paymentIntent) continue
    const idempotencyKey = `surplus:${paymentIntent}`
    try {
      await stripe.refunds.create({ payment_intent: paymentIntent, reason: 'duplicate' }, { idempotencyKey })
    } catch (error) {
      if (!isRefunded(error)) throw error
    }
  }
}
