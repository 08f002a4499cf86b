import type { Subscription } from '../core/objects.ts'
import type { World } from '../core/world.ts'
import { dropPayment } from './collect.ts'
import { closeInvoice } from './invoices.ts'

/** A change that is not paid waits for so long. */
const PENDING_SECONDS = 23 * 3600

/** A subscription as it was, with the change that comes about when an invoice is paid. */
export function pendingOf(
  before: Subscription,
  after: Subscription,
  { invoice, now }: { invoice: string; now: number },
): Subscription {
  return {
    ...before,
    latest_invoice: invoice,
    pending_update: {
      billing_cycle_anchor: null,
      expires_at: now + PENDING_SECONDS,
      subscription_items: after.items.data,
      trial_end: null,
      trial_from_plan: null,
    },
  } as Subscription
}

/** Gives up the change that waits, if one does, and its invoice. */
export function dropPending(world: World, subscription: Subscription): Subscription {
  if (!subscription.pending_update) return subscription
  const invoice = world.store.find('invoice', subscription.latest_invoice as string)
  if (invoice?.status === 'open') dropPayment(world, closeInvoice(world, invoice, 'void'))
  return world.update('subscription', {
    ...world.store.get('subscription', subscription.id),
    pending_update: null,
  })
}
