import { describe, expect, it } from 'vitest'
import { onAppDatabase } from '@/scripts/test/app-database'
import { onStripe, stripe } from '@/scripts/test/shop'
import { syncCatalogue } from './sync-catalogue'

onAppDatabase()
onStripe()

describe('what is sold', () => {
  it('is in Stripe as the plans say, and asking again changes nothing', async () => {
    expect(await syncCatalogue(stripe, false)).toEqual([])
    const { data } = await stripe.prices.list({
      lookup_keys: ['numina_business_year'],
      expand: ['data.currency_options'],
    })
    expect(data[0]).toMatchObject({ unit_amount: 29_000, currency: 'usd', recurring: { interval: 'year' } })
    expect(data[0]?.currency_options?.['jpy']?.unit_amount).toBe(45_000)
  })

  it('is mended when somebody changed it', async () => {
    await stripe.products.update('numina_pro', { name: 'Something else' })
    expect(await syncCatalogue(stripe, false)).toEqual(['~ product Numina Pro'])
    expect(await syncCatalogue(stripe, true)).toEqual(['~ product Numina Pro'])
    expect(await syncCatalogue(stripe, true)).toEqual([])
  })
})
