import type { Subscription } from '../core/objects.ts'
import type { World } from '../core/world.ts'
import { dropPayment } from './collect.ts'
import { endSubscription } from './ending.ts'
import { closeInvoice } from './invoices.ts'

/** Ends a subscription whose first payment never came, and its invoice. */
export function expireIncomplete(world: World, subscription: Subscription): void {
  const invoice = world.store.find('invoice', subscription.latest_invoice)
  if (invoice?.status === 'open') {
    dropPayment(world, invoice)
    closeInvoice(world, invoice, 'void')
  }
  endSubscription(world, subscription, { reason: null, status: 'incomplete_expired' })
}
