import 'server-only'
import type Stripe from 'stripe'
import { getEnv } from '@/lib/env'
import { isMissing } from '@/lib/platform/stripe'
import { CURRENCIES, INTERVALS } from '../limits'
import { offeredPlans } from '../plans/read-plans'
import type { Interval, Plan, Prices } from '../schema'
import { lookupKeyOf, productIdOf } from './lookup-keys'
import { PORTAL_MARK, portalFeatures } from './portal'

/** Something in Stripe that is not as the plans say. */
export type Difference = { what: string; make: () => Promise<string | undefined> }

const EVENTS: Stripe.WebhookEndpointCreateParams.EnabledEvent[] = [
  'checkout.session.completed',
  'customer.deleted',
  'customer.subscription.created',
  'customer.subscription.updated',
  'customer.subscription.deleted',
  'customer.subscription.paused',
  'customer.subscription.resumed',
  'invoice.paid',
  'invoice.payment_failed',
  'charge.refunded',
  'charge.dispute.created',
]

/**
 * Makes Stripe have what the plans say: products, prices, the portal, and the webhook where this Numina has a public address. What is
 * there already stays; a price that changed gets a successor under the same lookup key, and those who pay the old one go on with it.
 *
 * @param apply false: only says what it would do
 * @returns what was done, in words; a secret of a new webhook is among them
 */
export async function syncCatalogue(stripe: Stripe, apply: boolean): Promise<string[]> {
  const said: string[] = []
  // One after the other: the portal names prices that have just been made.
  for (const find of [
    ...offeredPlans().map((plan) => () => differencesOf(stripe, plan)),
    () => portalOf(stripe),
    () => webhookOf(stripe),
  ])
    for (const { what, make } of await find()) {
      const more = apply ? await make() : undefined
      said.push(more ? `${what}\n${more}` : what)
    }
  return said
}

async function differencesOf(stripe: Stripe, plan: Plan): Promise<Difference[]> {
  if (!plan.prices) return []
  const { prices } = plan
  const found: Difference[] = []
  const product = await findProduct(stripe, plan.key)
  const fields = { name: `Numina ${plan.name}`, ...(plan.summary && { description: plan.summary }) }
  if (!product)
    found.push({
      what: `+ product ${fields.name}`,
      make: async () =>
        void (await stripe.products.create({
          id: productIdOf(plan.key),
          ...fields,
          metadata: { numina_plan: plan.key },
        })),
    })
  else if (product.name !== fields.name || (product.description ?? '') !== plan.summary || !product.active)
    found.push({
      what: `~ product ${fields.name}`,
      make: async () => void (await stripe.products.update(product.id, { ...fields, active: true })),
    })
  for (const interval of INTERVALS) {
    const key = lookupKeyOf(plan.key, interval)
    const { data } = await stripe.prices.list({
      lookup_keys: [key],
      active: true,
      expand: ['data.currency_options'],
    })
    const [price] = data
    if (price && isAsWanted(price, prices[interval])) continue
    found.push({
      what: `${price ? '~' : '+'} price ${key}`,
      make: async () => {
        await createPrice(stripe, plan.key, interval, prices)
        if (price) await stripe.prices.update(price.id, { active: false })
        return undefined
      },
    })
  }
  return found
}

async function findProduct(stripe: Stripe, plan: string): Promise<Stripe.Product | null> {
  try {
    return await stripe.products.retrieve(productIdOf(plan))
  } catch (error) {
    if (isMissing(error)) return null
    throw error
  }
}

function isAsWanted(price: Stripe.Price, wanted: Prices['month']): boolean {
  return CURRENCIES.every((currency) => {
    const code = currency.toLowerCase()
    const amount = price.currency === code ? price.unit_amount : price.currency_options?.[code]?.unit_amount
    return amount === wanted[currency]
  })
}

async function createPrice(stripe: Stripe, plan: string, interval: Interval, prices: Prices): Promise<void> {
  const [base, ...others] = CURRENCIES
  const option = (amount: number) => ({ unit_amount: amount, tax_behavior: 'exclusive' as const })
  await stripe.prices.create({
    product: productIdOf(plan),
    currency: base.toLowerCase(),
    ...option(prices[interval][base]),
    currency_options: Object.fromEntries(
      others.map((currency) => [currency.toLowerCase(), option(prices[interval][currency])]),
    ),
    recurring: { interval },
    lookup_key: lookupKeyOf(plan, interval),
    transfer_lookup_key: true,
    metadata: { numina_plan: plan },
  })
}

async function portalOf(stripe: Stripe): Promise<Difference[]> {
  const features = await portalFeatures(stripe)
  const known = await findPortal(stripe)
  const returnUrl = `${getEnv().NEXTAUTH_URL}/settings/billing`
  const mark =
    JSON.stringify([features, returnUrl]).length.toString(36) + markOf(JSON.stringify([features, returnUrl]))
  if (known?.metadata?.[PORTAL_MARK] === mark) return []
  const wanted = { features, default_return_url: returnUrl, metadata: { [PORTAL_MARK]: mark } }
  return [
    {
      what: `${known ? '~' : '+'} customer portal`,
      make: async () => {
        if (known) await stripe.billingPortal.configurations.update(known.id, wanted)
        else await stripe.billingPortal.configurations.create(wanted)
        return undefined
      },
    },
  ]
}

/** A short mark of a text: which settings the portal has. */
function markOf(text: string): string {
  let mark = 0
  for (const sign of text) mark = (mark * 31 + (sign.codePointAt(0) ?? 0)) % 2_147_483_647
  return mark.toString(36)
}

/** @returns the configuration of the portal that is ours */
export async function findPortal(stripe: Stripe): Promise<Stripe.BillingPortal.Configuration | undefined> {
  for await (const each of stripe.billingPortal.configurations.list({ limit: 100 }))
    if (each.active && each.metadata?.[PORTAL_MARK]) return each
  return undefined
}

async function webhookOf(stripe: Stripe): Promise<Difference[]> {
  const { NEXTAUTH_URL: base } = getEnv()
  // Stripe reaches no address of this machine; the local one is told of its own by the start.
  if (!base.startsWith('https:')) return []
  const url = `${base}/api/webhooks/stripe`
  for await (const each of stripe.webhookEndpoints.list({ limit: 100 })) if (each.url === url) return []
  return [
    {
      what: `+ webhook ${url}`,
      make: async () => {
        const { secret } = await stripe.webhookEndpoints.create({ url, enabled_events: EVENTS })
        return `  Set STRIPE_WEBHOOK_SECRET=${secret}`
      },
    },
  ]
}
