import { get, type Route } from '../core/api.ts'
import { invoiceItems } from './billing/invoice-items.ts'
import { invoices } from './billing/invoices.ts'
import { previews } from './billing/preview.ts'
import { subscriptionItems } from './billing/subscription-items.ts'
import { subscriptions } from './billing/subscriptions.ts'
import { coupons, promotionCodes } from './catalogue/coupons.ts'
import { meters } from './catalogue/meters.ts'
import { prices } from './catalogue/prices.ts'
import { products } from './catalogue/products.ts'
import { clocks } from './clocks.ts'
import { customers } from './customers/customers.ts'
import { methods, setupIntents } from './customers/methods.ts'
import { taxIds } from './customers/tax-ids.ts'
import { checkoutSessions } from './hosted/checkout-sessions.ts'
import { portalSessions } from './hosted/portal.ts'
import { portalConfigurations } from './hosted/portal-configurations.ts'
import { payments } from './payments.ts'
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
  portalSessions,
  portalConfigurations,
  meters,
  clocks,
  webhooks,
  events,
].flat()
