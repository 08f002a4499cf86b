import 'server-only'
import type Stripe from 'stripe'
import { getEnv } from '@/lib/env'
import { INTERVALS } from '../limits'
import { offeredPacks, offeredPlans } from '../plans/read-plans'
import type { Plan } from '../schema'
import { type Difference, priceDifference, productDifference } from './differences'
import { lookupKeyOf, productIdOf } from './lookup-keys'
import { PORTAL_MARK, type PortalKind, portalFeatures } from './portal'
import { extraDifferences, meterDifference, packDifferences } from './sync-extras'

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
  'charge.dispute.closed',
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
    ...offeredPlans().map((plan) => () => planDifferences(stripe, plan)),
    ...offeredPacks().map((pack) => () => packDifferences(stripe, pack)),
    () => meterDifference(stripe),
    () => extraDifferences(stripe),
    () => portalOf(stripe, 'look'),
    () => portalOf(stripe, 'change'),
    () => webhookOf(stripe),
  ])
    for (const { what, make } of await find()) {
      const more = apply ? await make() : undefined
      said.push(more ? `${what}\n${more}` : what)
    }
  return said
}

async function planDifferences(stripe: Stripe, plan: Plan): Promise<Difference[]> {
  const { key, name, summary, prices } = plan
  if (!prices) return []
  const product = { id: productIdOf(key), name: `Numina ${name}`, description: summary }
  const metadata = { numina_plan: key }
  const found = await productDifference(stripe, { ...product, metadata })
  for (const interval of INTERVALS) {
    const wanted = { key: lookupKeyOf(key, interval), product: product.id, amounts: prices[interval] }
    found.push(...(await priceDifference(stripe, { ...wanted, recurring: { interval }, metadata })))
  }
  return found
}

async function portalOf(stripe: Stripe, kind: PortalKind): Promise<Difference[]> {
  const features = await portalFeatures(stripe, kind)
  const known = await findPortal(stripe, kind)
  const returnUrl = `${getEnv().NEXTAUTH_URL}/settings/billing`
  const mark =
    JSON.stringify([features, returnUrl]).length.toString(36) + markOf(JSON.stringify([features, returnUrl]))
  if (known?.metadata?.[PORTAL_MARK[kind]] === mark) return []
  const wanted = { features, default_return_url: returnUrl, metadata: { [PORTAL_MARK[kind]]: mark } }
  return [
    {
      what: `${known ? '~' : '+'} customer portal${kind === 'change' ? ': another plan' : ''}`,
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
export async function findPortal(
  stripe: Stripe,
  kind: PortalKind,
): Promise<Stripe.BillingPortal.Configuration | undefined> {
  for await (const each of stripe.billingPortal.configurations.list({ limit: 100 }))
    if (each.active && each.metadata?.[PORTAL_MARK[kind]]) return each
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
