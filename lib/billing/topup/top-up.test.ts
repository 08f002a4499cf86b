import { ObjectId } from 'mongodb'
import { describe, expect, it } from 'vitest'
import { newId } from '@/lib/core/ids'
import { driverCollection } from '@/lib/platform/db'
import { reserveMessage } from '@/lib/usage/server'
import { ageProof, createPerson, onAppDatabase } from '@/scripts/test/app-database'
import { customerOf, onStripe, stripe } from '@/scripts/test/shop'
import { converge } from '../accounts/converge'
import { leaveBillingTo } from '../accounts/end-customers'
import { buyPack } from '../credits/buy-pack'
import { readBeyondPlan } from '../credits/read-beyond-plan'
import { addCredit } from '../ledger/data'
import { offeredPacks } from '../plans/read-plans'
import { topUpInput } from '../schema'
import { balanceOf } from '../stored/data'
import { findWallet } from '../wallet/data'
import { switchTopUpOff, switchTopUpOn } from './agree'
import { beginTopUp, endTopUp, findBegun, findLow, noteLook } from './data'
import { topUpLow } from './top-up'

onAppDatabase()
onStripe({ free: { limits: { messagesPerDay: 1, messagesPerMonth: null } } })

type Person = Awaited<ReturnType<typeof createPerson>>
const TERMS = { pack: '1000', currency: 'EUR', threshold: 10, ceiling: 1_000 } as const
const balance = async ({ workspaceId }: Person) => {
  const wallet = await findWallet(workspaceId)
  return wallet ? balanceOf(wallet) : 0
}
const give = (ctx: Person, messages: number) =>
  addCredit({ ...ctx, key: `given:${newId()}`, kind: 'given', messages })
const viewOf = async (ctx: Person) => (await readBeyondPlan(ctx))?.topUp
const paymentsOf = async (ctx: Person) => {
  const { data } = await stripe.paymentIntents.list({ customer: await customerOf(ctx) })
  return data.filter(({ status }) => status === 'succeeded')
}
/** Takes what is left of a wallet, as many messages would. */
const spend = (ctx: Person, used: number) =>
  driverCollection('wallets').updateOne({ workspaceId: new ObjectId(ctx.workspaceId) }, { $inc: { used } })

/** Somebody with a card that is kept. */
async function someone(card = 'pm_card_visa') {
  const ctx = await createPerson()
  await buyPack(ctx, { pack: '1000', currency: 'EUR', count: 1, keepsCard: true })
  const customer = await customerOf(ctx)
  const method = await stripe.paymentMethods.attach(card, { customer })
  await stripe.customers.update(customer, { invoice_settings: { default_payment_method: method.id } })
  return { ctx, customer }
}

describe('auto top-up', () => {
  it('is agreed to by the owner who has just shown who they are, with a card that is kept', async () => {
    const nobody = await createPerson()
    await expect(switchTopUpOn(nobody, TERMS)).rejects.toMatchObject({ code: 'conflict' })
    const { ctx } = await someone()
    expect(await viewOf(ctx)).toMatchObject({ state: 'off' })
    await expect(switchTopUpOn({ ...ctx, role: 'member' }, TERMS)).rejects.toMatchObject({
      code: 'forbidden',
    })
    await expect(switchTopUpOn(ctx, { ...TERMS, pack: 'none' })).rejects.toMatchObject({ code: 'not_found' })
    await expect(switchTopUpOn(ctx, { ...TERMS, ceiling: 499 })).rejects.toMatchObject({
      code: 'invalid_input',
    })
    await ageProof(ctx)
    await expect(switchTopUpOn(ctx, TERMS)).rejects.toMatchObject({ code: 'proof_required' })
  })

  it.each([0, -1, 1e9, 1.5])('takes no threshold and no ceiling of %d', (value) => {
    expect(topUpInput.safeParse({ ...TERMS, threshold: value }).success).toBe(false)
    expect(topUpInput.safeParse({ ...TERMS, ceiling: value }).success).toBe(false)
  })

  it('buys when few are left, once, whoever looks at the same time, and not beyond its ceiling', async () => {
    const { ctx } = await someone()
    await give(ctx, 11)
    await switchTopUpOn(ctx, TERMS)
    await topUpLow()
    expect(await balance(ctx)).toBe(11)
    await reserveMessage(ctx, newId())
    await reserveMessage(ctx, newId())
    // The second message makes it ten, the third fewer.
    await reserveMessage(ctx, newId())
    await expect.poll(() => balance(ctx)).toBe(1_009)
    await Promise.all([topUpLow(), topUpLow(), topUpLow()])
    expect(await paymentsOf(ctx)).toHaveLength(1)
    expect(await readBeyondPlan(ctx)).toMatchObject({
      topUp: { state: 'on', spent: 500 },
      // Stripe tells the time of a payment in whole seconds.
      entries: expect.arrayContaining([
        expect.objectContaining({ kind: 'topped_up', messages: 1_000, amount: 500, currency: 'EUR' }),
        expect.objectContaining({ kind: 'given', messages: 11 }),
      ]),
    })
    await spend(ctx, 1_005)
    await Promise.all([topUpLow(), topUpLow(), topUpLow()])
    expect(await balance(ctx)).toBe(1_004)
    await spend(ctx, 1_000)
    await topUpLow()
    expect(await balance(ctx)).toBe(4)
    expect(await paymentsOf(ctx)).toHaveLength(2)
    // The next month has room again.
    await topUpLow(new Date(Date.now() + 32 * 24 * 60 * 60_000))
    expect(await balance(ctx)).toBe(1_004)
  })

  it('goes on under the same name when a server died after it had paid', async () => {
    const { ctx, customer } = await someone()
    await give(ctx, 100)
    await switchTopUpOn(ctx, TERMS)
    await spend(ctx, 95)
    const wallet = await findWallet(ctx.workspaceId)
    const method = (await stripe.paymentMethods.list({ customer, limit: 1 })).data[0]?.id ?? ''
    if (!wallet) throw new Error('no wallet')
    const wanted = { amount: 500, currency: 'EUR', messages: 1_000, method }
    const attempt = await beginTopUp(wallet, wanted, new Date())
    await stripe.paymentIntents.create({
      ...{ amount: 500, currency: 'eur', customer, payment_method: method, confirm: true, off_session: true },
      metadata: {
        ...{ workspaceId: ctx.workspaceId, userId: ctx.userId, numina_attempt: attempt?.id ?? '' },
        ...{ numina_messages: '1000', numina_kind: 'topped_up' },
      },
    })
    await topUpLow(new Date(Date.now() + 25 * 60 * 60_000))
    expect(await paymentsOf(ctx)).toHaveLength(1)
    expect(await balance(ctx)).toBe(1_005)
    expect((await findWallet(ctx.workspaceId))?.topUp?.attempt).toBeNull()
  })

  it.each([
    ['pm_card_chargeCustomerFail', 'declined'],
    ['pm_card_authenticationRequired', 'authentication'],
  ])('ends with a card that is refused (%s), says so, and mails once', async (card, state) => {
    const { ctx, customer } = await someone(card)
    await give(ctx, 100)
    await switchTopUpOn(ctx, TERMS)
    await spend(ctx, 100)
    await Promise.all([topUpLow(), topUpLow()])
    await topUpLow()
    expect(await viewOf(ctx)).toMatchObject({ state, spent: 0 })
    expect(await balance(ctx)).toBe(0)
    expect(await paymentsOf(ctx)).toEqual([])
    const mails = await driverCollection('jobs')
      .find({ kind: 'billing.top-up-stopped', 'payload.userId': ctx.userId })
      .toArray()
    expect(mails).toHaveLength(1)
    await reserveMessage(ctx, newId())
    await expect(reserveMessage(ctx, newId())).rejects.toMatchObject({
      message: expect.stringContaining('Auto top-up is off, since the card was refused.'),
    })
    const good = await stripe.paymentMethods.attach('pm_card_visa', { customer })
    await stripe.customers.update(customer, { invoice_settings: { default_payment_method: good.id } })
    await switchTopUpOn(ctx, TERMS)
    await expect.poll(() => balance(ctx)).toBe(1_000)
  })

  it('counts a month in one currency, and a purchase that fails later takes nothing off another', async () => {
    const { ctx } = await someone()
    const dollars = { ...TERMS, currency: 'USD' } as const
    await give(ctx, 11)
    await switchTopUpOn(ctx, TERMS)
    await spend(ctx, 11)
    const wallet = await findWallet(ctx.workspaceId)
    if (!wallet) throw new Error('no wallet')
    const before = new Date(Date.now() - 32 * 24 * 60 * 60_000)
    const wanted = { amount: 500, currency: 'EUR', messages: 1_000, method: 'pm_gone' }
    await beginTopUp(wallet, wanted, before)
    await switchTopUpOn(ctx, dollars)
    await expect.poll(async () => (await findWallet(ctx.workspaceId))?.topUp?.attempt).toBeNull()
    expect((await findWallet(ctx.workspaceId))?.topUp).toMatchObject({ currency: 'USD', spent: 0 })
    await switchTopUpOn(ctx, dollars)
    await expect.poll(() => balance(ctx)).toBe(1_000)
    await expect(switchTopUpOn(ctx, TERMS)).rejects.toMatchObject({ code: 'conflict' })
    expect(await viewOf(ctx)).toMatchObject({ state: 'on', currency: 'USD', spent: 500 })
  })

  it('looks first at what was begun, and at nothing whose ceiling has no room', async () => {
    const [full, begun, waiting] = [await someone(), await someone(), await someone()]
    const walletsOf = async () =>
      Promise.all([full, begun, waiting].map(({ ctx }) => findWallet(ctx.workspaceId)))
    const now = new Date()
    for (const { ctx } of [full, begun, waiting]) {
      await give(ctx, 11)
      await switchTopUpOn(ctx, { ...TERMS, ceiling: 900 })
      await spend(ctx, 11)
    }
    const wanted = { amount: 500, currency: 'EUR', messages: 1_000, method: 'pm_gone' }
    const wallets = (await walletsOf()).map((wallet) => wallet as NonNullable<typeof wallet>)
    const attempt = await beginTopUp(wallets[0]!, wanted, now)
    await endTopUp(wallets[0]!, attempt?.id ?? '')
    await beginTopUp(wallets[1]!, wanted, now)
    const ids = (found: readonly { _id: ObjectId }[]) => found.map(({ _id }) => _id.toHexString())
    const [a, b, c] = ids(wallets)
    expect(ids(await findBegun(100))).toEqual([b])
    const low = ids(await findLow(offeredPacks(), 100, now))
    expect([low.includes(a!), low.includes(b!), low.includes(c!)]).toEqual([false, false, true])
    const next = new Date(now.getTime() + 32 * 24 * 60 * 60_000)
    expect(ids(await findLow(offeredPacks(), 100, next))).toContain(a)
    // Whoever was looked at waits for the others.
    await noteLook(wallets[2]!, next)
    expect(ids(await findLow(offeredPacks(), 100, next)).at(-1)).toBe(c)
    await noteLook(wallets[0]!, new Date(next.getTime() + 1))
    expect(ids(await findLow(offeredPacks(), 100, next)).at(-1)).toBe(a)
  })

  it.each(['deletionAt', 'suspendedAt'])('buys nothing for an account that is closed (%s)', async (field) => {
    const { ctx } = await someone()
    await give(ctx, 11)
    await switchTopUpOn(ctx, TERMS)
    await spend(ctx, 11)
    const close = (at: Date | null) =>
      driverCollection('users').updateOne({ _id: new ObjectId(ctx.userId) }, { $set: { [field]: at } })
    await close(new Date(Date.now() + 60_000))
    await topUpLow()
    expect(await paymentsOf(ctx)).toEqual([])
    await close(null)
    await topUpLow()
    expect(await balance(ctx)).toBe(1_000)
  })

  it('ends with a card that is gone', async () => {
    const { ctx } = await someone()
    await give(ctx, 11)
    await switchTopUpOn(ctx, TERMS)
    await spend(ctx, 11)
    const wallet = await findWallet(ctx.workspaceId)
    if (!wallet) throw new Error('no wallet')
    const wanted = { amount: 500, currency: 'EUR', messages: 1_000, method: 'pm_gone' }
    await beginTopUp(wallet, wanted, new Date())
    await topUpLow()
    expect(await viewOf(ctx)).toMatchObject({ state: 'declined', spent: 0 })
    expect(await paymentsOf(ctx)).toEqual([])
  })

  it('goes with whoever owned the workspace', async () => {
    const [{ ctx }, heir] = [await someone(), await createPerson()]
    await give(ctx, 11)
    await switchTopUpOn(ctx, TERMS)
    await leaveBillingTo(ctx.workspaceId, heir.userId)
    expect((await findWallet(ctx.workspaceId))?.topUp).toMatchObject({ isOn: false })
  })

  it('is switched off, and its money goes back like any other', async () => {
    const { ctx, customer } = await someone()
    await give(ctx, 1)
    await switchTopUpOn(ctx, TERMS)
    await expect.poll(() => balance(ctx)).toBe(1_001)
    await switchTopUpOff(ctx)
    const [payment] = await paymentsOf(ctx)
    await stripe.refunds.create({ payment_intent: payment?.id ?? '' })
    await converge(customer)
    await topUpLow()
    expect(await balance(ctx)).toBe(1)
  })
})
