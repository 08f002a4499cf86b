import { describe, expect, it } from 'vitest'
import { listSecurityEvents } from '@/lib/audit/server'
import { newId } from '@/lib/core/ids'
import { flushUsage, readUsage, reserveMessage, settle } from '@/lib/usage/server'
import { createPerson, onAppDatabase } from '@/scripts/test/app-database'
import { customerOf, onStripe, payOn, stripe } from '@/scripts/test/shop'
import { converge } from '../accounts/converge'
import { syncCatalogue } from '../catalogue/sync-catalogue'
import { finishCheckout } from '../checkout/finish-checkout'
import { addCredit, findEntries, makeGood, takeBackCredit } from '../ledger/data'
import { giveCreditsInput, type PackInput, packInput } from '../schema'
import { balanceOf } from '../stored/data'
import { ensureWallet, findWallet } from '../wallet/data'
import { buyPack } from './buy-pack'
import { giveCredits, listGivenCredits } from './give-credits'
import { readBeyondPlan } from './read-beyond-plan'

onAppDatabase()
onStripe({ free: { limits: { messagesPerDay: 20, messagesPerMonth: null } } })

type Person = Awaited<ReturnType<typeof createPerson>>
const PACK: PackInput = { pack: '1000', currency: 'EUR', count: 1, keepsCard: false }
const balance = async ({ workspaceId }: Person) => {
  const wallet = await findWallet(workspaceId)
  return wallet ? balanceOf(wallet) : 0
}
const give = (ctx: Person, messages: number, key = newId()) =>
  addCredit({ ...ctx, key: `given:${key}`, kind: 'given', messages })
const take = (ctx: Person) => reserveMessage(ctx, newId())
const paymentsOf = async (ctx: Person) =>
  (await stripe.paymentIntents.list({ customer: await customerOf(ctx) })).data

async function buy(ctx: Person, wish: Partial<PackInput> = {}, card?: string) {
  const { url } = await buyPack(ctx, { ...PACK, ...wish })
  await payOn(url, card)
  await converge(await customerOf(ctx))
}

describe('a message', () => {
  it('is paid by the plan, then by prepaid ones: of 200 at once exactly as many get through as both have', async () => {
    const ctx = await createPerson()
    await give(ctx, 30)
    const outcomes = await Promise.allSettled(Array.from({ length: 200 }, () => take(ctx)))
    const payers = outcomes.flatMap((each) => (each.status === 'fulfilled' ? each.value.paidBy : []))
    expect(Object.groupBy(payers, (payer) => payer)).toMatchObject({
      plan: { length: 20 },
      credit: { length: 30 },
    })
    expect(outcomes.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: {
        code: 'limit_reached',
        message: expect.stringMatching(
          /^You have used today’s 20 messages\. New ones at .+, or more with Pro, or now with prepaid messages under Settings, Billing\. Nothing is lost\.$/,
        ),
      },
    })
    expect(await findWallet(ctx.workspaceId)).toMatchObject({ used: 30, open: 30 })
    expect(await balance(ctx)).toBe(0)
  })

  it('that was not answered goes back to where it came from, once; one that was is written down with what paid', async () => {
    const ctx = await createPerson()
    await give(ctx, 2)
    for (let i = 0; i < 20; i++) await take(ctx)
    const [first, second] = [await take(ctx), await take(ctx)]
    await expect(take(ctx)).rejects.toMatchObject({ code: 'limit_reached' })
    for (let i = 0; i < 2; i++) settle(ctx, null, { ...first, counts: false })
    const event = {
      ...{ key: second.id, feature: 'reply' as const, model: 'local/small', isOwnKey: false, status: 'done' },
      ...{ input: 1, output: 1, cached: 0, reasoning: 0, isEstimated: false, price: null, cost: null },
      ...{ day: second.day, at: new Date() },
    }
    settle(ctx, event, { ...second, counts: true })
    await flushUsage()
    expect(await findWallet(ctx.workspaceId)).toMatchObject({ used: 1, open: 0, onDay: 1 })
    expect((await readUsage(ctx, 7)).paidBy).toEqual({ plan: 0, credit: 1, extra: 0 })
    expect(await take(ctx)).toMatchObject({ paidBy: 'credit' })
  })

  it('counts for what a person allows themselves, whatever pays', async () => {
    const person = await createPerson()
    await give(person, 50)
    const ctx = { ...person, caps: { day: 25, month: null } }
    const outcomes = await Promise.allSettled(Array.from({ length: 60 }, () => take(ctx)))
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(25)
    expect(outcomes.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { message: expect.stringContaining('You have used the 25 messages you allow yourself today') },
    })
    expect(await balance(ctx)).toBe(45)
    const below = { ...person, caps: { day: 10, month: null } }
    await expect(take(below)).rejects.toMatchObject({ code: 'limit_reached' })
  })

  it('near the limit and at it is told what pays next', async () => {
    const ctx = await createPerson()
    await give(ctx, 7)
    for (let i = 0; i < 16; i++) await take(ctx)
    expect((await readUsage(ctx, 7)).notice).toMatchObject({
      isReached: false,
      text: expect.stringMatching(/ After that your 7 prepaid ones are used\.$/),
    })
    for (let i = 0; i < 5; i++) await take(ctx)
    expect((await readUsage(ctx, 7)).notice).toMatchObject({
      isReached: false,
      text: expect.stringMatching(
        /^You have used today’s 20 messages, and your 6 prepaid ones are used now\./,
      ),
    })
  })
})

describe('a pack', () => {
  it('is in Stripe as the plans say, and asking again changes nothing', async () => {
    expect(await syncCatalogue(stripe, false)).toEqual([])
    const { data } = await stripe.prices.list({
      lookup_keys: ['numina_pack_5000'],
      expand: ['data.currency_options'],
    })
    expect(data[0]).toMatchObject({ unit_amount: 2_000, type: 'one_time' })
    expect(data[0]?.currency_options?.['jpy']?.unit_amount).toBe(3_200)
  })

  it('that is paid is there once, however often anybody looks, and has an invoice', async () => {
    const ctx = await createPerson()
    const { url } = await buyPack(ctx, { ...PACK, currency: 'JPY', count: 3 })
    const [session] = (await stripe.checkout.sessions.list({ customer: await customerOf(ctx) })).data
    expect(await finishCheckout(ctx, session?.id ?? '')).toBe('open')
    expect(await balance(ctx)).toBe(0)
    expect(await payOn(url)).toBe(303)
    const finish = () => finishCheckout(ctx, session?.id ?? '')
    expect(await Promise.all([finish(), finish(), converge(await customerOf(ctx))])).toContain('added')
    await finish()
    const view = await readBeyondPlan(ctx)
    expect(view).toMatchObject({
      credits: 3_000,
      entries: [{ kind: 'bought', amount: 2_400, currency: 'JPY' }],
    })
    expect(view?.entries).toHaveLength(1)
    expect((await stripe.invoices.list({ customer: await customerOf(ctx) })).data).toHaveLength(1)
  })

  it('that a code makes free is there once, too', async () => {
    const ctx = await createPerson()
    const coupon = await stripe.coupons.create({ percent_off: 100, duration: 'once' })
    await stripe.promotionCodes.create({ code: 'NOTHING', promotion: { type: 'coupon', coupon: coupon.id } })
    const { url } = await buyPack(ctx, PACK)
    const body = (action: string) =>
      new URLSearchParams({ promotionCode: 'NOTHING', billingCountry: 'FR', action })
    for (const action of ['apply', 'pay'])
      await fetch(url, {
        method: 'POST',
        body: body(action),
        redirect: 'manual',
        headers: { origin: new URL(url).origin },
      })
    const [session] = (await stripe.checkout.sessions.list({ customer: await customerOf(ctx) })).data
    expect(session).toMatchObject({ status: 'complete', payment_status: 'no_payment_required' })
    for (let i = 0; i < 2; i++) expect(await finishCheckout(ctx, session?.id ?? '')).toBe('added')
    expect(await balance(ctx)).toBe(1_000)
  })

  it('of somebody else brings nothing', async () => {
    const [ctx, other] = [await createPerson(), await createPerson()]
    await buyPack(ctx, PACK)
    await buyPack(other, PACK)
    const [session] = (await stripe.checkout.sessions.list({ customer: await customerOf(ctx) })).data
    await payOn(session?.url ?? '')
    await expect(finishCheckout(other, session?.id ?? '')).rejects.toMatchObject({ code: 'not_found' })
    expect([await balance(ctx), await balance(other)]).toEqual([0, 0])
    await converge(await customerOf(ctx))
    expect([await balance(ctx), await balance(other)]).toEqual([1_000, 0])
  })

  it('asked for twice at once is one checkout, another wish closes it, and it can be bought again', async () => {
    const ctx = await createPerson()
    const [a, b] = await Promise.all([buyPack(ctx, PACK), buyPack(ctx, PACK)])
    const { url } = await buyPack(ctx, { ...PACK, pack: '5000' })
    expect([a.url, b.url]).not.toContain(url)
    await payOn(a.url)
    await payOn(url)
    await converge(await customerOf(ctx))
    expect(await balance(ctx)).toBe(5_000)
    await buy(ctx, { pack: '5000' })
    expect(await balance(ctx)).toBe(10_000)
  })

  it.each([0, -1, 1e9, 1.5, Number.NaN])('is not sold %d times', (count) => {
    expect(packInput.safeParse({ ...PACK, count }).success).toBe(false)
  })

  it('that there is not, in a currency that is none, or by somebody who may not, is not sold', async () => {
    const ctx = await createPerson()
    await expect(buyPack(ctx, { ...PACK, pack: 'price_1' })).rejects.toMatchObject({ code: 'not_found' })
    await expect(buyPack({ ...ctx, role: 'member' }, PACK)).rejects.toMatchObject({ code: 'forbidden' })
    expect(packInput.safeParse({ ...PACK, currency: 'XXX' }).success).toBe(false)
  })

  it('whose card is declined brings nothing', async () => {
    const ctx = await createPerson()
    await buy(ctx, {}, '4000000000000002')
    expect(await balance(ctx)).toBe(0)
  })
})

describe('money that goes back', () => {
  it('takes the messages back that are left, once, and never below none; in part it takes none', async () => {
    const ctx = await createPerson()
    await buy(ctx)
    for (let i = 0; i < 25; i++) await take(ctx)
    const [payment] = await paymentsOf(ctx)
    const id = payment?.id ?? ''
    await stripe.refunds.create({ payment_intent: id, amount: 100 })
    await converge(await customerOf(ctx))
    expect(await balance(ctx)).toBe(995)
    await stripe.refunds.create({ payment_intent: id })
    await Promise.all([converge(await customerOf(ctx)), converge(await customerOf(ctx))])
    await converge(await customerOf(ctx))
    expect(await balance(ctx)).toBe(0)
    expect((await readBeyondPlan(ctx))?.entries).toMatchObject([
      { kind: 'returned', messages: -995 },
      { kind: 'bought', messages: 1_000 },
    ])
    await give(ctx, 10)
    expect(await balance(ctx)).toBe(10)
  })

  it('in a dispute takes them when it is lost, not before', async () => {
    const ctx = await createPerson()
    await buy(ctx, {}, '4000000000000259')
    expect(await balance(ctx)).toBe(1_000)
    const [payment] = await paymentsOf(ctx)
    const { data } = await stripe.disputes.list({ payment_intent: payment?.id ?? '' })
    await stripe.disputes.close(data[0]?.id ?? '')
    await converge(await customerOf(ctx))
    expect(await balance(ctx)).toBe(0)
  })
})

describe('the ledger', () => {
  it('and the wallet agree after a server died between them, and with many at once', async () => {
    const ctx = await createPerson()
    await ensureWallet(ctx.workspaceId, ctx.userId)
    await Promise.all(Array.from({ length: 40 }, (_, at) => give(ctx, 5, `${ctx.userId}${at % 20}`)))
    expect(await balance(ctx)).toBe(100)
    expect(await findEntries(ctx.workspaceId, 100)).toHaveLength(20)
    // What went back is told before it was noted that it came.
    await takeBackCredit('pi_1', { ...ctx, messages: 30 })
    await makeGood(ctx.workspaceId)
    expect(await balance(ctx)).toBe(70)
  })
})

describe('messages that are given', () => {
  it('are there at once, are told, and twice is once', async () => {
    const [owner, ctx] = [await createPerson(), await createPerson()]
    const manager = { ...owner, instanceRole: 'owner' as const, factorAt: new Date() }
    const { email } = ctx
    const gift = giveCreditsInput.parse({ id: newId(), email, messages: '12', note: 'For the trouble' })
    await Promise.all([giveCredits(manager, gift), giveCredits(manager, gift)])
    expect(await readBeyondPlan(ctx)).toMatchObject({
      credits: 12,
      entries: [{ kind: 'given', messages: 12, note: 'For the trouble' }],
    })
    expect((await listSecurityEvents(ctx, {})).events.map(({ kind }) => kind)).toContain('credits.given')
    expect(await listGivenCredits(manager)).toContainEqual(expect.objectContaining({ messages: 12 }))
    await expect(giveCredits(ctx, gift)).rejects.toMatchObject({ code: 'forbidden' })
    const nobody = { ...gift, id: newId(), email: 'nobody@example.com' }
    await expect(giveCredits(manager, nobody)).rejects.toMatchObject({ code: 'invalid_input' })
  })

  it.each([0, -1, 1e9, 1.5, ''])('are not %s', (messages) => {
    const gift = { id: newId(), email: 'a@example.com', messages, note: 'x' }
    expect(giveCreditsInput.safeParse(gift).success).toBe(false)
  })
})
