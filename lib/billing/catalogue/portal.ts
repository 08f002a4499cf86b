import 'server-only'
import type Stripe from 'stripe'
import { INTERVALS } from '../limits'
import { offeredPlans } from '../plans/read-plans'
import { lookupKeyOf, productIdOf } from './lookup-keys'

/**
 * Tells our configurations of the portal from others, and which settings they have. Plans are changed in the second alone, which is only
 * opened to confirm what Numina has reckoned: seats are given up at the renewal, and the portal would pay them back.
 */
export const PORTAL_MARK = { look: 'numina', change: 'numina_change' } as const
export type PortalKind = keyof typeof PORTAL_MARK

type Features = Stripe.BillingPortal.ConfigurationCreateParams.Features

/** What people do in the portal: card, address, invoices, an end at the end of what is paid; and confirm another plan. */
export async function portalFeatures(stripe: Stripe, kind: PortalKind): Promise<Features> {
  return kind === 'look' ? { ...LOOKING, subscription_update: { enabled: false } } : changing(stripe)
}

const LOOKING: Features = {
  customer_update: { enabled: true, allowed_updates: ['email', 'name', 'address', 'tax_id'] },
  invoice_history: { enabled: true },
  payment_method_update: { enabled: true },
  subscription_cancel: {
    enabled: true,
    mode: 'at_period_end',
    cancellation_reason: {
      enabled: true,
      options: ['too_expensive', 'missing_features', 'switched_service', 'unused', 'other'],
    },
  },
}

async function changing(stripe: Stripe): Promise<Features> {
  const sold = offeredPlans().filter(({ prices }) => prices !== null)
  const keys = sold.flatMap(({ key }) => INTERVALS.map((interval) => lookupKeyOf(key, interval)))
  const { data: prices } = await stripe.prices.list({ lookup_keys: keys, active: true, limit: 100 })
  const pricesOf = (plan: string) =>
    prices.filter(({ product }) => product === productIdOf(plan)).map(({ id }) => id)
  const products = sold
    .map(({ key }) => ({ product: productIdOf(key), prices: pricesOf(key).sort() }))
    .filter((each) => each.prices.length > 0)
  return {
    ...LOOKING,
    ...(products.length > 0 && {
      subscription_update: {
        enabled: true,
        default_allowed_updates: ['price', 'quantity', 'promotion_code'],
        // At once, as it was reckoned (checkout/preview-change.ts).
        proration_behavior: 'always_invoice',
        products,
      },
    }),
  }
}
