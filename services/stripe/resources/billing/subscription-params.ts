import { invalid } from '../../core/errors.ts'
import { choice, group, need } from '../../core/shape.ts'
import type { World } from '../../core/world.ts'
import { findMethod } from '../../payments/methods.ts'

const BEHAVIORS = ['allow_incomplete', 'default_incomplete', 'error_if_incomplete'] as const
export const behavior = choice(...BEHAVIORS)
/** Of a change: what is not paid waits, and the subscription stays as it was. */
export const changeBehavior = choice(...BEHAVIORS, 'pending_if_incomplete')
export const proration = choice('create_prorations', 'always_invoice', 'none')
export const settings = group({ save_default_payment_method: choice('off', 'on_subscription') })
export const trialSettings = group({
  end_behavior: need(group({ missing_payment_method: need(choice('cancel', 'create_invoice', 'pause')) })),
})
export const billingMode = group({ type: need(choice('flexible')) })

/** @throws StripeError when a card belongs to somebody else */
export function owned(world: World, id: string, customer: string): string {
  const method = findMethod(world, id, 'default_payment_method')
  if (method.customer === customer) return method.id
  throw invalid(
    `The customer does not have a payment method with the ID ${id}. The payment method must be attached to the customer.`,
    { param: 'default_payment_method', code: 'resource_missing' },
  )
}
