import 'server-only'
import type Stripe from 'stripe'
import { INTERVALS } from '../limits'
import { extras } from '../plans/read-plans'
import type { Pack } from '../schema'
import { type Difference, priceDifference, productDifference } from './differences'
import { EXTRA_EVENT, EXTRA_PRODUCT, extraKeyOf, packKeyOf } from './lookup-keys'

/** What is to be done for a pack of prepaid messages to be there. Its product and its price have one name. */
export async function packDifferences(stripe: Stripe, pack: Pack): Promise<Difference[]> {
  const key = packKeyOf(pack.key)
  const name = `Numina: ${pack.messages.toLocaleString('en')} messages`
  const description = 'Prepaid messages for when a plan is used up.'
  const metadata = { numina_pack: pack.key }
  return [
    ...(await productDifference(stripe, { id: key, name, description, metadata })),
    ...(await priceDifference(stripe, { key, product: key, amounts: pack.prices, metadata })),
  ]
}

/** What is to be done for the meter of messages that are paid as one goes to be there. */
export async function meterDifference(stripe: Stripe): Promise<Difference[]> {
  if (!extras().perMessage || (await findMeter(stripe))) return []
  const make = async () => {
    await stripe.billing.meters.create({
      display_name: 'Numina: messages beyond the plan',
      event_name: EXTRA_EVENT,
      default_aggregation: { formula: 'sum' },
    })
    return undefined
  }
  return [{ what: `+ meter ${EXTRA_EVENT}`, make }]
}

/** What is to be done for their prices to be there. The meter is, or (in a dry run) is going to be. */
export async function extraDifferences(stripe: Stripe): Promise<Difference[]> {
  const { perMessage } = extras()
  if (!perMessage) return []
  const description = 'Messages that are paid as one goes, once a plan is used up.'
  const metadata = { numina_extra: '1' }
  const product = { id: EXTRA_PRODUCT, name: 'Numina: messages beyond the plan', description, metadata }
  const found = await productDifference(stripe, product)
  const meter = (await findMeter(stripe))?.id ?? 'to be made'
  for (const interval of INTERVALS) {
    const recurring = { interval, usage_type: 'metered' as const, meter }
    const price = {
      key: extraKeyOf(interval),
      product: EXTRA_PRODUCT,
      amounts: perMessage,
      recurring,
      metadata,
    }
    found.push(...(await priceDifference(stripe, price)))
  }
  return found
}

/** @returns the meter of messages that are paid as one goes */
export async function findMeter(stripe: Stripe): Promise<Stripe.Billing.Meter | undefined> {
  for await (const meter of stripe.billing.meters.list({ status: 'active', limit: 100 }))
    if (meter.event_name === EXTRA_EVENT) return meter
  return undefined
}
