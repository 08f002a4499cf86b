import 'server-only'
import type Stripe from 'stripe'
import { isMissing } from '@/lib/platform/stripe'
import { CURRENCIES } from '../limits'
import type { Currency } from '../schema'

/** Something in Stripe that is not as the plans say. */
export type Difference = { what: string; make: () => Promise<string | undefined> }

type Product = { id: string; name: string; description: string; metadata: Record<string, string> }
type Price = {
  key: string
  product: string
  amounts: Record<Currency, number>
  recurring?: Stripe.PriceCreateParams.Recurring
  metadata: Record<string, string>
}

/** @returns what is to be done for a product to be there as wanted */
export async function productDifference(stripe: Stripe, wanted: Product): Promise<Difference[]> {
  const { id, name, description, metadata } = wanted
  const product = await findProduct(stripe, id)
  const fields = { name, ...(description && { description }) }
  if (!product)
    return [
      {
        what: `+ product ${name}`,
        make: async () => void (await stripe.products.create({ id, ...fields, metadata })),
      },
    ]
  if (product.name === name && (product.description ?? '') === description && product.active) return []
  return [
    {
      what: `~ product ${name}`,
      make: async () => void (await stripe.products.update(id, { ...fields, active: true })),
    },
  ]
}

async function findProduct(stripe: Stripe, id: string): Promise<Stripe.Product | null> {
  try {
    return await stripe.products.retrieve(id)
  } catch (error) {
    if (isMissing(error)) return null
    throw error
  }
}

/** @returns what is to be done for a price to be there as wanted: one that changed gets a successor under the same lookup key */
export async function priceDifference(stripe: Stripe, wanted: Price): Promise<Difference[]> {
  const { key } = wanted
  const expand = ['data.currency_options']
  const { data } = await stripe.prices.list({ lookup_keys: [key], active: true, expand })
  const [price] = data
  if (price && isAsWanted(price, wanted)) return []
  return [
    {
      what: `${price ? '~' : '+'} price ${key}`,
      make: async () => {
        await createPrice(stripe, wanted)
        if (price) await stripe.prices.update(price.id, { active: false })
        return undefined
      },
    },
  ]
}

function isAsWanted(price: Stripe.Price, { amounts, recurring }: Price): boolean {
  if (recurring?.meter && price.recurring?.meter !== recurring.meter) return false
  return CURRENCIES.every((currency) => {
    const code = currency.toLowerCase()
    const amount = price.currency === code ? price.unit_amount : price.currency_options?.[code]?.unit_amount
    return amount === amounts[currency]
  })
}

async function createPrice(stripe: Stripe, { key, product, amounts, recurring, metadata }: Price) {
  const [base, ...others] = CURRENCIES
  const option = (amount: number) => ({ unit_amount: amount, tax_behavior: 'exclusive' as const })
  await stripe.prices.create({
    product,
    currency: base.toLowerCase(),
    ...option(amounts[base]),
    currency_options: Object.fromEntries(
      others.map((currency) => [currency.toLowerCase(), option(amounts[currency])]),
    ),
    ...(recurring && { recurring }),
    lookup_key: key,
    transfer_lookup_key: true,
    metadata,
  })
}
