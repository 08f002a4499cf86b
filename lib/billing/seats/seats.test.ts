import { describe, expect, it } from 'vitest'
import type { PersonCtx } from '@/lib/auth/context'
import { actsAs, seatsAt } from '@/lib/auth/seats'
import { newId } from '@/lib/core/ids'
import { ageProof, createPerson, onAppDatabase, signIn } from '@/scripts/test/app-database'
import { advanceClock, again, customerOf, onStripe, stripe, subscribe, WISH } from '@/scripts/test/shop'
import { inviteTo, teamOf } from '@/scripts/test/team'
import { converge } from '../accounts/converge'
import { findAccount, openAccount } from '../accounts/data'
import { openPortal } from '../checkout/open-portal'
import { previewChange } from '../checkout/preview-change'
import { startCheckout } from '../checkout/start-checkout'
import { reconcile } from '../reconcile/reconcile'
import { changeSeats } from './change-seats'
import { previewSeats } from './preview-seats'
import { readSeats } from './read-seats'
import { seatsOf } from './seats-of'

onAppDatabase()
onStripe()

const DAY = 86_400

/** A team of two on a clock of its own, with so many seats. */
async function onClock(quantity: number, currency = 'usd', size = 2) {
  const team = await teamOf(size)
  const { owner } = team
  const start = Math.floor(Date.now() / 1000)
  const clock = await stripe.testHelpers.testClocks.create({ frozen_time: start })
  const { id: customer } = await stripe.customers.create({ test_clock: clock.id })
  await openAccount(owner.workspaceId, owner.userId, customer)
  const { id } = await subscribe(owner, { plan: 'business', quantity, currency })
  await converge(customer)
  const advance = async (to: number) => {
    await advanceClock(clock.id, to)
    await converge(customer)
  }
  const { current_period_end: end = 0 } = (await stripe.subscriptions.retrieve(id)).items.data[0] ?? {}
  return { ...team, customer, id, start, end, advance }
}
const quantityOf = async (id: string) => (await stripe.subscriptions.retrieve(id)).items.data[0]?.quantity
const invoicesOf = async (customer: string) => (await stripe.invoices.list({ customer })).data
const useCard = async (customer: string, token: string) => {
  const method = await stripe.paymentMethods.attach(token, { customer })
  await stripe.customers.update(customer, { invoice_settings: { default_payment_method: method.id } })
}
const change = async (ctx: PersonCtx, by: number) => changeSeats(ctx, await previewSeats(ctx, { by }))

describe('more seats', () => {
  it.each([
    ['usd', 2_900],
    ['eur', 2_900],
    ['jpy', 4_500],
  ])('are charged at once in %s for the rest of the period, as was said before', async (currency, each) => {
    const { owner, customer, id, start, end, advance } = await onClock(2, currency)
    const at = start + Math.floor((end - start) / 3)
    await advance(at)
    const offer = await previewSeats(owner, { by: 2 })
    const [rest, whole] = [end - at, end - start]
    const due = Math.round((4 * each * rest) / whole) - Math.round((2 * each * rest) / whole)
    expect(offer).toMatchObject({ kind: 'add', from: 2, to: 4, due, amount: 4 * each, isTrial: false })
    expect(await quantityOf(id)).toBe(2)
    expect(await changeSeats(owner, offer)).toEqual({ url: null })
    expect(await quantityOf(id)).toBe(4)
    expect((await invoicesOf(customer))[0]).toMatchObject({ total: due, status: 'paid' })
    expect(await seatsOf(owner)).toMatchObject({ now: 4, count: 4, members: 2, invitations: 0, free: 2 })
    await advance(end + DAY)
    expect((await invoicesOf(customer))[0]).toMatchObject({ total: 4 * each, status: 'paid' })
  })

  it('are bought once, however often it is pressed, and by one of two tabs', async () => {
    const { owner, customer, id } = await onClock(2)
    const [one, other] = [await previewSeats(owner, { by: 1 }), await previewSeats(owner, { by: 1 })]
    await Promise.all([one, one, other, other].map((offer) => changeSeats(owner, offer)))
    expect(await quantityOf(id)).toBe(3)
    expect(await invoicesOf(customer)).toHaveLength(2)
    const late = { ...one, from: 2, to: 5, key: newId() }
    await expect(changeSeats(owner, late)).rejects.toMatchObject({ code: 'conflict' })
    const aged = { ...(await previewSeats(owner, { by: 1 })), at: one.at - 2 * 60 * 60 }
    await expect(changeSeats(owner, aged)).rejects.toMatchObject({ code: 'conflict' })
    const ahead = { ...(await previewSeats(owner, { by: 1 })), at: one.at + 20 * DAY }
    await expect(changeSeats(owner, ahead)).rejects.toMatchObject({ code: 'conflict' })
    expect(await invoicesOf(customer)).toHaveLength(2)
  })

  it('are not there with a card that refuses, and nothing is owed', async () => {
    const { owner, customer, id } = await onClock(2)
    await useCard(customer, 'pm_card_chargeCustomerFail')
    for (let i = 0; i < 2; i++)
      await expect(change(owner, 1)).rejects.toMatchObject({ message: expect.stringContaining('refused') })
    expect(await quantityOf(id)).toBe(2)
    expect((await invoicesOf(customer)).map(({ status }) => status)).toEqual(['void', 'void', 'paid'])
    expect((await findAccount(owner.workspaceId))?.status).toBe('active')
    await useCard(customer, 'pm_card_visa')
    await change(owner, 1)
    expect(await quantityOf(id)).toBe(3)
  })

  it('wait for the bank that wants to see who pays', async () => {
    const { owner, customer, id } = await onClock(2)
    await useCard(customer, 'pm_card_threeDSecure2Required')
    const { url } = await change(owner, 1)
    expect(url).toContain('/i/in_')
    expect(await quantityOf(id)).toBe(2)
    const card = { cardNumber: '4242424242424242', cardExpiry: '12/40', cardCvc: '123', billingName: 'Ada' }
    await fetch(url ?? '', { method: 'POST', body: new URLSearchParams(card), redirect: 'manual' })
    await converge(customer)
    expect(await seatsOf(owner)).toMatchObject({ now: 3, count: 3 })
  })
})

describe('seats that are given up', () => {
  it('stay until the renewal, cost nothing to take back, and are not on the next invoice', async () => {
    const { owner, members, customer, id, end, advance } = await onClock(4)
    expect(await previewSeats(owner, { by: -2 })).toMatchObject({ kind: 'giveUp', due: 0, amount: 5_800 })
    await change(owner, -2)
    expect(await quantityOf(id)).toBe(2)
    expect(await seatsOf(owner)).toMatchObject({ now: 4, count: 2, free: 0 })
    expect(await readSeats(owner)).toMatchObject({ paid: 2, usable: 4, members: 2 })
    const { plan } = await again(owner)
    expect([seatsAt(plan), seatsAt(plan, new Date((end + 1) * 1000))]).toEqual([4, 2])
    await expect(change(owner, 3)).rejects.toMatchObject({ code: 'invalid_input' })
    expect(await change(owner, 2)).toEqual({ url: null })
    expect(await seatsOf(owner)).toMatchObject({ now: 4, count: 4 })
    await change(owner, -1)
    await reconcile()
    expect(await seatsOf(owner)).toMatchObject({ now: 4, count: 3 })
    expect(await invoicesOf(customer)).toHaveLength(1)
    await advance(end + DAY)
    expect((await invoicesOf(customer))[0]).toMatchObject({ total: 8_700, status: 'paid' })
    const [member] = members
    expect(actsAs({ role: 'member', plan: (await again(member as PersonCtx)).plan }).role).toBe('member')
  })

  it('are never those that members and invitations have', async () => {
    const { owner } = await onClock(4)
    await inviteTo(owner.workspaceId)
    await inviteTo(owner.workspaceId, { expiresAt: new Date(0) })
    await inviteTo(owner.workspaceId, { revokedAt: new Date() })
    expect(await seatsOf(owner)).toMatchObject({ members: 2, invitations: 1, free: 1 })
    await expect(change(owner, -2)).rejects.toMatchObject({ code: 'invalid_input' })
    await change(owner, -1)
    expect(await seatsOf(owner)).toMatchObject({ now: 4, count: 3, free: 0 })
  })

  it.each([
    ['a year', 'business', 'year', 2],
    ['another plan', 'pro', 'month', 1],
  ] as const)('are not taken along into %s, nor back from there', async (_what, plan, interval, seats) => {
    const { owner, customer, id } = await onClock(5)
    await change(owner, -3)
    const fresh = { ...owner, ...(await signIn(owner.userId)) }
    const to = { plan, interval, seats }
    await expect(previewChange(owner, to)).rejects.toMatchObject({ code: 'conflict' })
    await expect(openPortal(fresh, { wish: 'change', to })).rejects.toMatchObject({ code: 'conflict' })
    // As by a page of Stripe's that was open before.
    const item = (await stripe.subscriptions.retrieve(id)).items.data[0]?.id ?? ''
    const { data } = await stripe.prices.list({
      lookup_keys: [`numina_${plan}_${interval}`, 'numina_business_month'],
    })
    for (const key of [`numina_${plan}_${interval}`, 'numina_business_month']) {
      const price = data.find(({ lookup_key }) => lookup_key === key)?.id ?? ''
      await stripe.subscriptions.update(id, { items: [{ id: item, price, quantity: seats }] })
      await converge(customer)
      expect(await seatsOf(owner)).toMatchObject({ now: seats, count: seats })
    }
    await expect(previewSeats(owner, { by: 5 - seats })).resolves.toMatchObject({ kind: 'add' })
  })

  it('end with the plan', async () => {
    const { owner, customer, id } = await onClock(3)
    await change(owner, -1)
    await stripe.subscriptions.cancel(id)
    await converge(customer)
    expect(await seatsOf(owner)).toMatchObject({ now: 1, count: 1 })
    await expect(change(owner, 1)).rejects.toMatchObject({ code: 'not_found' })
  })
})

describe('seats are not changed', () => {
  it.each([1, 2])('by anybody else (%d)', async (which) => {
    const { owner, members } = await onClock(3)
    const offer = await previewSeats(owner, { by: 1 })
    const stranger = await createPerson()
    const who = which === 1 ? { ...(members[0] as PersonCtx), role: 'admin' as const } : stranger
    const code = which === 1 ? 'forbidden' : 'not_found'
    await expect(previewSeats(who, { by: 1 })).rejects.toMatchObject({ code })
    await expect(changeSeats(who, offer)).rejects.toMatchObject({ code })
    await ageProof(owner)
    await expect(changeSeats(owner, offer)).rejects.toMatchObject({ code: 'proof_required' })
  })

  it('while a payment is open, nor for a plan that ends', async () => {
    const { owner, id, customer, end, advance } = await onClock(3)
    await stripe.subscriptions.update(id, { cancel_at_period_end: true })
    await expect(change(owner, 1)).rejects.toMatchObject({ message: expect.stringContaining('ends') })
    await stripe.subscriptions.update(id, { cancel_at_period_end: false })
    await expect(change(owner, -3)).rejects.toMatchObject({ code: 'invalid_input' })
    await expect(change(owner, 500)).rejects.toMatchObject({ code: 'invalid_input' })
    await useCard(customer, 'pm_card_chargeCustomerFail')
    await advance(end + DAY)
    await expect(change(owner, 1)).rejects.toMatchObject({ message: expect.stringContaining('failed') })
  })

  it('in the portal, nor by a change of the plan', async () => {
    const { owner, customer } = await onClock(3)
    const fresh = { ...owner, ...(await signIn(owner.userId)) }
    const { url } = await openPortal(fresh, { wish: 'change' })
    expect(await (await fetch(url)).text()).not.toContain('Update plan')
    for (const seats of [1, 2, 4])
      await expect(
        openPortal(fresh, { wish: 'change', to: { plan: 'business', interval: 'month', seats } }),
      ).rejects.toMatchObject({ code: 'invalid_input' })
    expect(customer).toContain('cus_')
  })
})

it('a checkout has at least as many seats as there are people', async () => {
  const { owner } = await teamOf(2)
  await inviteTo(owner.workspaceId)
  const wish = { ...WISH, plan: 'business', seats: 2 }
  await expect(startCheckout(owner, wish)).rejects.toMatchObject({ fields: { seats: expect.any(String) } })
  expect((await startCheckout(owner, { ...wish, seats: 3 })).url).toContain('http')
  expect(await customerOf(owner)).toContain('cus_')
})
