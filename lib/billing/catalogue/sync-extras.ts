import 'server-only'
import type Stripe from 'stripe'
import type { Pack } from '../schema'
import { type Difference, priceDifference, productDifference } from './differences'
import { packKeyOf } from './lookup-keys'

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
