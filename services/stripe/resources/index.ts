import { get, type Route } from '../core/api.ts'
import { checkoutSessions } from './checkout-sessions.ts'
import { clocks } from './clocks.ts'
import { coupons, promotionCodes } from './coupons.ts'
import { customers } from './customers.ts'
import { invoiceItems } from './invoice-items.ts'
import { invoices } from './invoices.ts'
import { meters } from './meters.ts'
import { methods, setupIntents } from './methods.ts'
import { payments } from './payments.ts'
import { portal } from './portal.ts'
import { previews } from './preview.ts'
import { prices } from './prices.ts'
import { products } from './products.ts'
import { subscriptionItems } from './subscription-items.ts'
import { subscriptions } from './subscriptions.ts'
import { taxIds } from './tax-ids.ts'
import { events, webhooks } from './webhooks.ts'

/** Whose money it would be. */
const account = [
  get('/v1/account', 'AccountRetrieveCurrentParams', {}, () => ({
    id: 'acct_local',
    object: 'account',
    business_profile: { name: 'Numina (simulated payments)' },
    charges_enabled: true,
    country: 'US',
    default_currency: 'usd',
    details_submitted: true,
    payouts_enabled: false,
    type: 'standard',
  })),
]

/** Every request that is answered. Fixed paths come before those with ids. */
export const routes: Route[] = [
  account,
  customers,
  taxIds,
  products,
  prices,
  coupons,
  promotionCodes,
  previews,
  invoices,
  invoiceItems,
  subscriptions,
  subscriptionItems,
  payments,
  methods,
  setupIntents,
  checkoutSessions,
  portal,
  meters,
  clocks,
  webhooks,
  events,
].flat()
