import { expect, it } from 'vitest'
import { aCustomer, aPrice, card, submit, withStripe } from './support.ts'

const local = withStripe()

async function more(token: string) {
  const { stripe } = local
  const customer = await aCustomer(stripe)
  const { id } = await aPrice(stripe, { unit_amount: 2900 })
  const { id: subscription, items } = await stripe.subscriptions.create({
    customer: customer.id,
    items: [{ price: id, quantity: 1 }],
  })
  const method = await stripe.paymentMethods.attach(token, { customer: customer.id })
  await stripe.customers.update(customer.id, { invoice_settings: { default_payment_method: method.id } })
  const change = () =>
    stripe.subscriptions.update(subscription, {
      items: [{ id: items.data[0]?.id ?? '', quantity: 3 }],
      proration_behavior: 'always_invoice',
      payment_behavior: 'pending_if_incomplete',
      expand: ['latest_invoice'],
    })
  return { stripe, subscription, change }
}
const quantityOf = ({ items }: { items: { data: { quantity?: number }[] } }) => items.data[0]?.quantity

it('a change that is paid is there at once', async () => {
  const { change } = await more('pm_card_visa')
  const changed = await change()
  expect(changed).toMatchObject({ status: 'active', pending_update: null, latest_invoice: { total: 5800 } })
  expect(quantityOf(changed)).toBe(3)
})

it('a change that is not paid waits, and comes about with its invoice', async () => {
  const { stripe, subscription, change } = await more('pm_card_chargeCustomerFail')
  const waiting = await change()
  expect(waiting).toMatchObject({
    status: 'active',
    pending_update: { subscription_items: [{ quantity: 3 }] },
    latest_invoice: { status: 'open', amount_remaining: 5800 },
  })
  expect(quantityOf(waiting)).toBe(1)
  const page = (waiting.latest_invoice as { hosted_invoice_url: string }).hosted_invoice_url
  await submit(page, card('4242424242424242'))
  const paid = await stripe.subscriptions.retrieve(subscription)
  expect(paid.pending_update).toBeNull()
  expect(quantityOf(paid)).toBe(3)
})

it('a change whose invoice is voided never comes about, and neither does one that another follows', async () => {
  const { stripe, subscription, change } = await more('pm_card_chargeCustomerFail')
  const first = await change()
  await stripe.invoices.voidInvoice((first.latest_invoice as { id: string }).id)
  expect((await stripe.subscriptions.retrieve(subscription)).pending_update).toBeNull()
  const second = await change()
  await change()
  expect(await stripe.invoices.retrieve((second.latest_invoice as { id: string }).id)).toMatchObject({
    status: 'void',
  })
})
