import type { Invoice, Subscription } from '../core/objects.ts'
import type { World } from '../core/world.ts'
import { expireCheckout } from './checkout/attempt.ts'
import { collectInvoice, methodFor } from './collect.ts'
import { endSubscription } from './ending.ts'
import { closeInvoice, finalizeInvoice, subscriptionOf } from './invoices.ts'
import { periodOf } from './items.ts'
import { dropPending } from './pending.ts'
import { lastInvoice, renew } from './renew.ts'
import { expireIncomplete } from './stopping.ts'

/** What is to be done for whom, and when. */
type Due = { of: string; at: number; act: () => void }
type Offer = (of: { id: string }, at: number | null | undefined, act: () => void) => void
const DAY = 86_400
const INCOMPLETE_SECONDS = 23 * 3600
/** More than this in one go is a mistake. */
const MOST = 20_000

/**
 * Does what time brings until a moment, in its order: trials that end, renewals, drafts that are paid, retries,
 * cancellations, sessions that expire.
 * @param clock the test clock whose customers are meant; null for everybody who lives in real time
 */
export function tick(world: World, clock: string | null, until: number): void {
  const failed = new Set<string>()
  for (let count = 0; count < MOST; count += 1) {
    const due = earliest(world, clock, until, failed)
    if (!due) return
    try {
      world.store.change(() => world.at(due.at, due.act))
    } catch (error) {
      // One that cannot go on must not hold up the others.
      console.error(`numina-stripe: what was due for ${due.of} failed`, error)
      failed.add(due.of)
    }
  }
  throw new Error('Time brings more than can be done')
}

function earliest(world: World, clock: string | null, until: number, failed: Set<string>): Due | undefined {
  let first: Due | undefined
  const offer: Offer = ({ id }, at, act) => {
    if (at === null || at === undefined || at > until || failed.has(id)) return
    if (!first || at < first.at) first = { of: id, at, act }
  }
  for (const subscription of world.store.all(
    'subscription',
    ({ test_clock, ended_at }) => test_clock === clock && !ended_at,
  ))
    offerSubscription(world, subscription, offer)
  for (const invoice of world.store.all(
    'invoice',
    ({ test_clock, status }) => test_clock === clock && (status === 'draft' || status === 'open'),
  )) {
    if (invoice.status === 'draft')
      offer(invoice, invoice.automatically_finalizes_at, () => advance(world, invoice))
    else
      offer(
        invoice,
        invoice.next_payment_attempt,
        () => void collectInvoice(world, invoice, { offSession: true }),
      )
  }
  for (const session of world.store.all('checkout.session', ({ status }) => status === 'open'))
    if (world.clockOf(session.customer) === clock)
      offer(session, session.expires_at, () => void expireCheckout(world, session))
  return first
}

function offerSubscription(world: World, subscription: Subscription, offer: Offer): void {
  const { end } = periodOf(subscription)
  if (subscription.status === 'incomplete') {
    offer(subscription, subscription.created + INCOMPLETE_SECONDS, () =>
      expireIncomplete(world, subscription),
    )
    return
  }
  if (subscription.status === 'paused') return
  if (subscription.status === 'trialing' && !warned(world, subscription))
    offer(subscription, (subscription.trial_end ?? end) - 3 * DAY, () => warn(world, subscription))
  offer(subscription, subscription.cancel_at, () => cancelNow(world, subscription))
  offer(
    subscription,
    subscription.pause_collection?.resumes_at,
    () => void world.update('subscription', { ...subscription, pause_collection: null }),
  )
  offer(subscription, subscription.pending_update?.expires_at, () => void dropPending(world, subscription))
  offer(subscription, end, () => endPeriod(world, subscription))
}

const mark = ({ id, trial_end }: Subscription) => `trial_will_end ${id} ${trial_end}`
const warned = (world: World, subscription: Subscription) =>
  world.store.find('local.numbers', mark(subscription)) !== undefined

function warn(world: World, subscription: Subscription): void {
  world.next(mark(subscription))
  world.tell('customer.subscription.trial_will_end', subscription)
}

function cancelNow(world: World, subscription: Subscription): void {
  if (subscription.cancel_at_period_end) lastInvoice(world, subscription)
  endSubscription(world, subscription, {
    reason: subscription.cancellation_details?.reason ?? 'cancellation_requested',
  })
}

function endPeriod(world: World, subscription: Subscription): void {
  if (subscription.cancel_at_period_end) {
    cancelNow(world, subscription)
    return
  }
  const customer = world.store.get('customer', subscription.customer)
  const hasCard = subscription.default_payment_method ?? customer.invoice_settings.default_payment_method
  const without =
    subscription.status === 'trialing' && !hasCard
      ? subscription.trial_settings?.end_behavior.missing_payment_method
      : undefined
  if (without === 'cancel') endSubscription(world, subscription, { reason: null })
  else if (without === 'pause') {
    const paused: Subscription = { ...subscription, status: 'paused' }
    world.store.put('subscription', paused)
    world.tell('customer.subscription.paused', paused)
  } else renew(world, subscription)
}

/** A draft's hour is over. */
function advance(world: World, draft: Invoice): void {
  const subscription = subscriptionOf(world, draft)
  const pause = subscription?.pause_collection?.behavior
  if (pause === 'void' || pause === 'mark_uncollectible') {
    closeInvoice(world, finalizeInvoice(world, draft), pause === 'void' ? 'void' : 'uncollectible')
  } else collectInvoice(world, draft, { offSession: true, method: methodFor(world, draft) })
}
