import 'server-only'
import type Stripe from 'stripe'
import { isMissing } from '@/lib/platform/stripe'
import { planOfPrice } from '../catalogue/lookup-keys'
import { planNamed } from '../plans/read-plans'
import type { Card, Currency, Interval, SubscriptionStatus } from '../schema'
import { type Mirror, NOTHING } from './data'

type Truth = {
  /** False: Stripe knows the customer no more. */
  isThere: boolean
  mirror: Mirror
  /** The item of the one that counts by which messages beyond the plan are paid. */
  extraItem: string | null
  /** What runs beside the one that counts, and must not. */
  surplus: Stripe.Subscription[]
}

/** Which of several counts: the one that gives most, and of those the oldest. */
const RANK: readonly Stripe.Subscription.Status[] = [
  'active',
  'trialing',
  'past_due',
  'unpaid',
  'paused',
  'incomplete',
]
/** What takes money, now or soon. */
const RUNNING = new Set<string>(['active', 'trialing', 'past_due'])

const at = (seconds: number | null | undefined): Date | null => (seconds ? new Date(seconds * 1000) : null)

/** Reads what Stripe knows of a customer: the one subscription that counts, and those that should not be. */
export async function readTruth(stripe: Stripe, customerId: string): Promise<Truth> {
  const found = await findSubscriptions(stripe, customerId)
  if (!found) return { isThere: false, mirror: NOTHING, extraItem: null, surplus: [] }
  const rankOf = ({ status }: Stripe.Subscription) => RANK.indexOf(status)
  // Stripe lists the newest first: of two of the same second the one that comes later is the older.
  const [first, ...others] = found
    .filter((each) => rankOf(each) !== -1)
    .reverse()
    .sort((a, b) => rankOf(a) - rankOf(b) || a.created - b.created)
  const [ended] = found.sort((a, b) => b.created - a.created)
  if (!first) {
    const mirror: Mirror = ended ? { ...NOTHING, status: 'canceled' } : NOTHING
    return { isThere: true, mirror, extraItem: null, surplus: [] }
  }
  const surplus = RUNNING.has(first.status) ? others.filter(({ status }) => RUNNING.has(status)) : []
  return { isThere: true, mirror: mirrorOf(first), extraItem: extraItemOf(first), surplus }
}

async function findSubscriptions(stripe: Stripe, customer: string): Promise<Stripe.Subscription[] | null> {
  try {
    const expand = [
      ...['data.default_payment_method', 'data.latest_invoice'],
      'data.customer.invoice_settings.default_payment_method',
    ]
    const { data } = await stripe.subscriptions.list({ customer, status: 'all', limit: 100, expand })
    if (data.some(({ status }) => RUNNING.has(status))) return data
    // Of a customer who is gone the list tells what there was.
    const known = await stripe.customers.retrieve(customer)
    return known.deleted ? null : data
  } catch (error) {
    if (isMissing(error)) return null
    throw error
  }
}

const isMetered = ({ price }: Stripe.SubscriptionItem) => price.recurring?.usage_type === 'metered'

function extraItemOf({ items }: Stripe.Subscription): string | null {
  return items.data.find((item) => isMetered(item) && item.price.metadata['numina_extra'])?.id ?? null
}

function mirrorOf(subscription: Stripe.Subscription): Mirror {
  const { id, status, currency, items, latest_invoice: invoice } = subscription
  const item = items.data.find((each) => !isMetered(each)) ?? items.data[0]
  const plan = planOfPrice(item?.price)
  const interval = item?.price.recurring?.interval ?? null
  const seats = item?.quantity ?? 1
  return {
    subscriptionId: id,
    status: status as SubscriptionStatus,
    plan,
    interval,
    currency: currency.toUpperCase(),
    seats,
    monthly: monthlyOf({ plan, interval, currency, seats }, item?.price.unit_amount),
    periodEnd: at(item?.current_period_end),
    trialEnd: at(subscription.trial_end),
    cancelAt: at(subscription.cancel_at),
    pastDueSince:
      status === 'past_due' && invoice && typeof invoice === 'object' ? at(invoice.created) : null,
    card: cardOf(subscription.default_payment_method) ?? cardOf(usualMethodOf(subscription)),
  }
}

/** At the list price; what was agreed on for a plan on request has none, and is what Stripe has. */
function monthlyOf(
  {
    plan,
    interval,
    currency,
    seats,
  }: Record<'plan' | 'interval', string | null> & { currency: string; seats: number },
  agreed: number | null | undefined,
): number | null {
  const prices = plan ? planNamed(plan).prices : null
  const amount =
    prices?.[interval as Interval]?.[currency.toUpperCase() as Currency] ?? (prices ? null : agreed)
  return amount == null ? null : (amount * seats) / (interval === 'year' ? 12 : 1)
}

/** What a customer pays with where the subscription has none of its own, as after it was handed over. */
function usualMethodOf({ customer }: Stripe.Subscription): Stripe.Subscription['default_payment_method'] {
  return typeof customer === 'string' || customer.deleted
    ? null
    : customer.invoice_settings.default_payment_method
}

function cardOf(method: Stripe.Subscription['default_payment_method']): Card | null {
  if (!method || typeof method === 'string' || !method.card) return null
  const { brand, last4, exp_month: month, exp_year: year } = method.card
  return { brand, last4, expires: `${String(month).padStart(2, '0')}/${year}` }
}
