import type { Subscription } from '../core/objects.ts'
import type { World } from '../core/world.ts'

type Details = NonNullable<Subscription['cancellation_details']>

/** Ends a subscription now. */
export function endSubscription(
  world: World,
  subscription: Subscription,
  { reason, status = 'canceled' }: { reason: Details['reason']; status?: 'canceled' | 'incomplete_expired' },
): Subscription {
  const now = world.timeOf(subscription.customer)
  const ended: Subscription = {
    ...subscription,
    status,
    canceled_at: subscription.canceled_at ?? now,
    ended_at: now,
    cancel_at_period_end: false,
    cancellation_details: {
      comment: null,
      feedback: null,
      feedback_option: null,
      ...subscription.cancellation_details,
      reason,
    },
  }
  if (status === 'incomplete_expired') return world.update('subscription', ended)
  world.store.put('subscription', ended)
  world.tell('customer.subscription.deleted', ended)
  return ended
}
