import { describe, expect, it } from 'vitest'
import { aCustomer, aPrice, card, submit, withStripe } from './support.ts'

const local = withStripe()
const DAY = 86_400

describe('tax', () => {
  it('is added or held by the price, and is nothing for business abroad', async () => {
    const { stripe } = local
    const [without, within] = [
      await aPrice(stripe, { unit_amount: 1000, tax_behavior: 'exclusive' }),
      await aPrice(stripe, { unit_amount: 1190, tax_behavior: 'inclusive' }),
    ]
    const address = { country: 'DE' }
    const invoiceFor = async (price: string, more = {}) => {
      const customer = await aCustomer(stripe, 'pm_card_visa', { address, ...more })
      const subscription = await stripe.subscriptions.create({
        customer: customer.id,
        items: [{ price }],
        automatic_tax: { enabled: true },
        expand: ['latest_invoice'],
      })
      return subscription.latest_invoice as never
    }
    expect(await invoiceFor(without.id)).toMatchObject({
      subtotal: 1000,
      total: 1190,
      total_taxes: [{ amount: 190, tax_behavior: 'exclusive', taxable_amount: 1000 }],
    })
    expect(await invoiceFor(within.id)).toMatchObject({
      subtotal: 1190,
      total: 1190,
      total_excluding_tax: 1000,
      total_taxes: [{ amount: 190, tax_behavior: 'inclusive' }],
    })
    expect(
      await invoiceFor(without.id, { tax_id_data: [{ type: 'eu_vat', value: 'DE123456789' }] }),
    ).toMatchObject({ total: 1000, total_taxes: [{ amount: 0, taxability_reason: 'reverse_charge' }] })
    const nowhere = await aCustomer(stripe)
    await expect(
      stripe.subscriptions.create({
        customer: nowhere.id,
        items: [{ price: without.id }],
        automatic_tax: { enabled: true },
      }),
    ).rejects.toMatchObject({ code: 'customer_tax_location_invalid' })
    await expect(
      stripe.customers.createTaxId(nowhere.id, { type: 'eu_vat', value: 'nonsense!' }),
    ).rejects.toMatchObject({ code: 'tax_id_invalid' })
  })
})

describe('payments', () => {
  it('are given back in parts, never more than was paid', async () => {
    const { stripe } = local
    const customer = await aCustomer(stripe)
    const intent = await stripe.paymentIntents.create({
      amount: 1000,
      currency: 'usd',
      customer: customer.id,
      payment_method: 'pm_card_visa',
      confirm: true,
    })
    expect(intent).toMatchObject({ status: 'succeeded', amount_received: 1000 })
    await stripe.refunds.create({ payment_intent: intent.id, amount: 400, reason: 'requested_by_customer' })
    await expect(stripe.refunds.create({ payment_intent: intent.id, amount: 700 })).rejects.toThrow(
      /greater than unrefunded/,
    )
    await stripe.refunds.create({ payment_intent: intent.id })
    expect(
      await stripe.charges.retrieve(intent.latest_charge as string, { expand: ['refunds'] }),
    ).toMatchObject({
      refunded: true,
      amount_refunded: 1000,
      refunds: { data: [{ amount: 600 }, { amount: 400 }] },
    })
    await expect(stripe.refunds.create({ payment_intent: intent.id })).rejects.toMatchObject({
      code: 'charge_already_refunded',
    })
  })

  it('are disputed, and decided by the evidence', async () => {
    const { stripe } = local
    const intent = await stripe.paymentIntents.create({
      amount: 1000,
      currency: 'usd',
      payment_method: 'pm_card_createDispute',
      confirm: true,
    })
    const { data } = await stripe.disputes.list({ payment_intent: intent.id })
    expect(data).toMatchObject([{ status: 'needs_response', reason: 'fraudulent', amount: 1000 }])
    await expect(stripe.refunds.create({ payment_intent: intent.id })).rejects.toMatchObject({
      code: 'charge_disputed',
    })
    expect(
      await stripe.disputes.update(data[0]!.id, { evidence: { uncategorized_text: 'winning_evidence' } }),
    ).toMatchObject({ status: 'won' })
    const told = await stripe.events.list({ types: ['charge.dispute.created', 'charge.dispute.closed'] })
    expect(told.data.map(({ type }) => type).sort()).toEqual([
      'charge.dispute.closed',
      'charge.dispute.created',
    ])
  })

  it('that are declined say why, and the trace stays', async () => {
    const { stripe } = local
    const pay = (payment_method: string) =>
      stripe.paymentIntents.create({ amount: 1000, currency: 'usd', payment_method, confirm: true })
    await expect(pay('pm_card_chargeDeclinedInsufficientFunds')).rejects.toMatchObject({
      type: 'StripeCardError',
      code: 'card_declined',
      decline_code: 'insufficient_funds',
      statusCode: 402,
    })
    const [intent] = (await stripe.paymentIntents.list({ limit: 1 })).data
    expect(intent).toMatchObject({
      status: 'requires_payment_method',
      last_payment_error: { decline_code: 'insufficient_funds' },
    })
    expect(await stripe.paymentIntents.confirm(intent!.id, { payment_method: 'pm_card_visa' })).toMatchObject(
      { status: 'succeeded' },
    )
    const asked = await pay('pm_card_authenticationRequired')
    expect(asked).toMatchObject({ status: 'requires_action' })
    await submit(asked.next_action!.redirect_to_url!.url!, { answer: 'complete' })
    expect((await stripe.paymentIntents.retrieve(asked.id)).status).toBe('succeeded')
  })
})

describe('invoices', () => {
  it('are made by hand, paid on their page, and read as a PDF', async () => {
    const { stripe } = local
    const customer = await stripe.customers.create({ email: 'ada@example.com', name: 'Ada (née Byron)' })
    const draft = await stripe.invoices.create({ customer: customer.id, currency: 'eur' })
    await stripe.invoiceItems.create({
      customer: customer.id,
      invoice: draft.id,
      amount: 1234,
      currency: 'eur',
      description: 'Setup – “special”',
    })
    const open = await stripe.invoices.finalizeInvoice(draft.id)
    expect(open).toMatchObject({ status: 'open', amount_due: 1234, number: expect.stringMatching(/-0001$/) })
    expect(await (await fetch(open.hosted_invoice_url!)).text()).toContain('€12.34')
    await submit(open.hosted_invoice_url!, card('4242424242424242'))
    expect((await stripe.invoices.retrieve(draft.id)).status).toBe('paid')
    const pdf = Buffer.from(await (await fetch(open.invoice_pdf!)).arrayBuffer()).toString('latin1')
    expect(pdf.startsWith('%PDF-1.4')).toBe(true)
    expect(pdf).toContain('Ada \\(n\u00e9e Byron\\)')
    expect(pdf.slice(Number(/startxref\n(\d+)/.exec(pdf)?.[1])).startsWith('xref')).toBe(true)
    await expect(stripe.invoices.voidInvoice(draft.id)).rejects.toMatchObject({
      code: 'invoice_not_editable',
    })
  })
})

describe('usage', () => {
  it('is counted once, summed up, and invoiced to the unit', async () => {
    const { stripe } = local
    const at = Date.UTC(2027, 0, 1) / 1000
    const clock = await stripe.testHelpers.testClocks.create({ frozen_time: at })
    const customer = await aCustomer(stripe, 'pm_card_visa', { test_clock: clock.id })
    const meter = await stripe.billing.meters.create({
      display_name: 'Tokens',
      event_name: 'tokens',
      default_aggregation: { formula: 'sum' },
    })
    const metered = await stripe.prices.create({
      currency: 'usd',
      unit_amount_decimal: '0.25' as never,
      recurring: { interval: 'month', usage_type: 'metered', meter: meter.id },
      product_data: { name: 'Tokens' },
    })
    const base = await aPrice(stripe)
    const { id } = await stripe.subscriptions.create({
      customer: customer.id,
      items: [{ price: base.id }, { price: metered.id }],
    })
    const report = (value: number, identifier: string) =>
      stripe.billing.meterEvents.create({
        event_name: 'tokens',
        payload: { stripe_customer_id: customer.id, value: String(value) },
        identifier,
      })
    await report(1001, 'a')
    await report(2, 'b')
    await expect(report(2, 'b')).rejects.toThrow(/already exists with identifier/)
    const day = { start_time: at, end_time: at + DAY, customer: customer.id }
    expect((await stripe.billing.meters.listEventSummaries(meter.id, day)).data).toMatchObject([
      { aggregated_value: 1003, meter: meter.id },
    ])
    expect(
      (await stripe.billing.meters.listEventSummaries(meter.id, { ...day, value_grouping_window: 'hour' }))
        .data,
    ).toMatchObject([{ start_time: at, end_time: at + 3600 }])
    const preview = await stripe.invoices.createPreview({ subscription: id })
    expect(preview.lines.data.map(({ amount, quantity }) => [quantity, amount])).toEqual([
      [1003, 251],
      [1, 900],
    ])
    await stripe.testHelpers.testClocks.advance(clock.id, { frozen_time: at + 32 * DAY })
    expect((await stripe.invoices.list({ subscription: id })).data[0]).toMatchObject({
      total: 1151,
      status: 'paid',
    })
    await expect(
      report(1, 'c').then(() =>
        stripe.billing.meterEvents.create({ event_name: 'nothing', payload: { value: '1' } }),
      ),
    ).rejects.toMatchObject({ code: 'no_meter' })
  })
})
