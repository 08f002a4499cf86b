import 'server-only'
import { createHash } from 'node:crypto'
import type Stripe from 'stripe'
import { getEnv } from '@/lib/env'
import { log } from '@/lib/platform/log'
import { findStripe } from '@/lib/platform/stripe'

/** What a checkout says of tax. */
export const taxParams = () =>
  getEnv().STRIPE_TAX === '1'
    ? {
        automatic_tax: { enabled: true },
        tax_id_collection: { enabled: true },
        customer_update: { address: 'auto' as const, name: 'auto' as const },
      }
    : {}

/** The same wish twice at once is one checkout; a later one is another, and closes it. */
export function keyOf(params: Stripe.Checkout.SessionCreateParams, open: string | null): string {
  const wish = JSON.stringify([params, open])
  return `checkout:${createHash('sha256').update(wish).digest('hex')}`
}

/** Closes the checkout that was open before. */
export async function closeOther(id: string, other: string | null): Promise<void> {
  if (!other || other === id) return
  // It may have been paid or run out: then there is nothing to close.
  try {
    await findStripe()?.checkout.sessions.expire(other)
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    log.info('an earlier checkout was not open', { checkoutId: other, why })
  }
}
