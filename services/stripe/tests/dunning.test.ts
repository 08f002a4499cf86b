import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, it } from 'vitest'
import { startStripe } from '../serve.ts'
import { aCustomer, aPrice, sdk } from './support.ts'

const START = Date.UTC(2027, 0, 1) / 1000

it.each(['unpaid', 'past_due', 'canceled'] as const)(
  'a subscription that is never paid ends up %s',
  async (afterDunning) => {
    const dir = mkdtempSync(path.join(tmpdir(), 'numina-stripe-dunning-'))
    const server = await startStripe({ port: 0, dir, afterDunning })
    const stripe = sdk(server.port)
    const clock = await stripe.testHelpers.testClocks.create({ frozen_time: START })
    const customer = await aCustomer(stripe, 'pm_card_visa', { test_clock: clock.id })
    const price = await aPrice(stripe)
    const { id } = await stripe.subscriptions.create({ customer: customer.id, items: [{ price: price.id }] })
    const failing = await stripe.paymentMethods.attach('pm_card_chargeCustomerFail', {
      customer: customer.id,
    })
    await stripe.subscriptions.update(id, { default_payment_method: failing.id })
    await stripe.testHelpers.testClocks.advance(clock.id, { frozen_time: Date.UTC(2027, 2, 2) / 1000 })
    expect((await stripe.subscriptions.retrieve(id)).status).toBe(afterDunning)
    const newest = (await stripe.invoices.list({ subscription: id })).data[0]
    // An unpaid subscription goes on, and its invoices stay drafts.
    expect(newest?.status).toBe(afterDunning === 'unpaid' ? 'draft' : 'open')
    await server.stop()
    rmSync(dir, { recursive: true, force: true })
  },
)
