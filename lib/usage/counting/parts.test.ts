import { ObjectId } from 'mongodb'
import { describe, expect, it } from 'vitest'
import type { Ctx, OwnCaps } from '@/lib/auth/context'
import { addCredit } from '@/lib/billing/ledger/data'
import { findWallet } from '@/lib/billing/wallet/data'
import { settleAbandonedReplies } from '@/lib/chat/server'
import { dayIn } from '@/lib/core/days'
import { newId } from '@/lib/core/ids'
import { driverCollection } from '@/lib/platform/db'
import { createPerson, onAppDatabase } from '@/scripts/test/app-database'
import { onStripe } from '@/scripts/test/shop'
import type { CounterDocument, Reservation } from './data'
import { reserveMessage } from './reserve'
import { flushUsage, settle } from './settle'

onAppDatabase()
onStripe({ free: { limits: { messagesPerDay: 60, messagesPerMonth: 500 } } })

const counters = () => driverCollection<CounterDocument>('usageCounters')
const counterOf = ({ workspaceId }: Ctx) => counters().findOne({ workspaceId: new ObjectId(workspaceId) })
const take = (ctx: Ctx) => reserveMessage(ctx, newId())
const daily = (day: number): OwnCaps => ({ day, month: null })
const withKey = (ctx: Ctx, caps: OwnCaps | null): Ctx => ({
  ...ctx,
  apiKey: { id: newId(), scopes: ['chat'], caps },
})
/** Somebody else in the same workspace. */
const colleague = (ctx: Ctx, caps: OwnCaps | null = null): Ctx => ({ ...ctx, userId: newId(), caps })
const today = (ctx: Ctx) => dayIn(ctx.timeZone, new Date())

async function takeAtOnce(asking: readonly Ctx[]) {
  const outcomes = await Promise.allSettled(asking.map(take))
  const refusals = outcomes.flatMap((each) => (each.status === 'rejected' ? [each.reason as Error] : []))
  const taken = outcomes.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []))
  return { taken, words: refusals[0]?.message ?? '' }
}
const times = (count: number, ctx: Ctx) => Array.from({ length: count }, () => ctx)
const partOf = async (ctx: Ctx, id: string) => (await counterOf(ctx))?.parts?.[id]

describe('of 200 at once exactly as many get through as', () => {
  it('the plan of the workspace allows, whoever asks', async () => {
    const ctx = await createPerson()
    const { taken, words } = await takeAtOnce([...times(100, ctx), ...times(100, colleague(ctx))])
    expect(taken).toHaveLength(60)
    expect(words).toMatch(/^You have used today’s 60 messages\./)
    expect(await counterOf(ctx)).toMatchObject({ messages: 60, open: 60 })
  })

  it('the person allows themselves, by their own messages alone', async () => {
    const ctx = await createPerson()
    const other = colleague(ctx)
    await takeAtOnce(times(20, other))
    const { taken, words } = await takeAtOnce(times(200, { ...ctx, caps: daily(7) }))
    expect(taken).toHaveLength(7)
    expect(words).toMatch(/^You have used the 7 messages you allow yourself today\./)
    expect(await counterOf(ctx)).toMatchObject({
      messages: 27,
      parts: { [ctx.userId]: { m: 7 }, [other.userId]: { m: 20 } },
    })
  })

  it('the key allows, while its owner goes on', async () => {
    const ctx = await createPerson()
    const keyed = withKey(ctx, daily(5))
    const { taken, words } = await takeAtOnce(times(200, keyed))
    expect(taken).toHaveLength(5)
    expect(words).toMatch(
      /^You have used the 5 messages this key allows today\. New ones at .+, or now if you allow the key more under Settings, Developer\. Nothing is lost\.$/,
    )
    await take(ctx)
    await take(withKey(ctx, daily(5)))
    expect(await partOf(ctx, ctx.userId)).toMatchObject({ m: 7 })
  })

  it('all of them do, mixed', async () => {
    const ctx = { ...(await createPerson()), caps: daily(30) }
    const [keyed, other] = [withKey(ctx, daily(10)), colleague(ctx, daily(40))]
    const { taken } = await takeAtOnce(
      Array.from({ length: 70 }, () => [ctx, keyed, other])
        .flat()
        .slice(0, 200),
    )
    const by = (who: Ctx) =>
      taken.filter(({ userId, keyId }) => userId === who.userId && (!who.apiKey || keyId === who.apiKey.id))
        .length
    expect(taken).toHaveLength(60)
    expect(by(ctx)).toBeLessThanOrEqual(30)
    expect(by(keyed)).toBeLessThanOrEqual(10)
    expect(by(other)).toBeLessThanOrEqual(40)
    expect(await counterOf(ctx)).toMatchObject({
      messages: 60,
      parts: { [ctx.userId]: { m: by(ctx) }, [other.userId]: { m: by(other) } },
    })
  })
})

describe('what pays beyond the plan', () => {
  it('obeys the limits of person and key, and is given back what they refuse', async () => {
    const ctx = await createPerson()
    await addCredit({ ...ctx, key: `given:${newId()}`, kind: 'given', messages: 100 })
    await takeAtOnce(times(60, colleague(ctx)))
    const { taken, words } = await takeAtOnce(times(100, withKey({ ...ctx, caps: daily(20) }, daily(9))))
    expect(taken.map(({ paidBy }) => paidBy)).toEqual(Array.from({ length: 9 }, () => 'credit'))
    expect(words).toContain('the 9 messages this key allows today')
    const rest = await takeAtOnce(times(100, { ...ctx, caps: daily(20) }))
    expect(rest.taken).toHaveLength(11)
    expect(rest.words).toContain('the 20 messages you allow yourself today')
    expect(await findWallet(ctx.workspaceId)).toMatchObject({ used: 20, open: 20 })
    expect(await counterOf(ctx)).toMatchObject({ messages: 60, open: 60, parts: { [ctx.userId]: { m: 20 } } })
  })
})

it('the same message asked for twice at once is taken once from what pays beyond the plan', async () => {
  const ctx = await createPerson()
  await addCredit({ ...ctx, key: `given:${newId()}`, kind: 'given', messages: 10 })
  await takeAtOnce(times(60, ctx))
  const id = newId()
  const tries = await Promise.allSettled(times(5, ctx).map((each) => reserveMessage(each, id)))
  expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  expect(await findWallet(ctx.workspaceId)).toMatchObject({ used: 1, open: 1 })
})

describe('a message that is not answered', () => {
  const inThreeMinutes = () => new Date(Date.now() + 3 * 60_000)
  const giveBack = (reservation: Reservation) => settle(reservation, null, { ...reservation, counts: false })

  it('goes back to plan, person and key, once', async () => {
    const ctx = withKey(await createPerson(), daily(2))
    const [first] = [await take(ctx), await take(ctx)]
    await expect(take(ctx)).rejects.toMatchObject({ code: 'limit_reached' })
    for (let i = 0; i < 3; i++) giveBack(first)
    await flushUsage()
    const part = { m: 1, d: { [today(ctx).slice(8)]: 1 } }
    expect(await counterOf(ctx)).toMatchObject({
      ...{ messages: 1, open: 1 },
      parts: { [ctx.userId]: part, [ctx.apiKey?.id ?? '']: part },
    })
    await take(ctx)
  })

  it('goes back when its server died, also beyond the plan', async () => {
    const ctx = withKey(await createPerson(), daily(100))
    await addCredit({ ...ctx, key: `given:${newId()}`, kind: 'given', messages: 5 })
    await takeAtOnce(times(63, ctx))
    expect(await findWallet(ctx.workspaceId)).toMatchObject({ used: 3, open: 3 })
    await settleAbandonedReplies(inThreeMinutes())
    await flushUsage()
    expect(await counterOf(ctx)).toMatchObject({
      ...{ messages: 0, open: 0, pending: {} },
      parts: { [ctx.userId]: { m: 0 }, [ctx.apiKey?.id ?? '']: { m: 0 } },
    })
    expect(await findWallet(ctx.workspaceId)).toMatchObject({ used: 0, open: 0, pending: {} })
  })
})

describe('a counter from before people were counted apart', () => {
  async function oldCounter(ctx: Ctx, messages: number) {
    const day = today(ctx)
    const id = newId()
    const pending = { [id]: { day, userId: new ObjectId(ctx.userId), at: new Date() } }
    const counts = { messages, days: { [day.slice(8)]: messages }, pending, open: 1, touchedAt: new Date() }
    const whose = { workspaceId: new ObjectId(ctx.workspaceId), period: day.slice(0, 7) }
    await driverCollection('usageCounters').insertOne({
      key: `${ctx.workspaceId}:${day.slice(0, 7)}`,
      ...whose,
      ...counts,
    })
    const { workspaceId, userId } = ctx
    return { id, day, keyId: null, home: null, workspaceId, userId, paidBy: 'plan' as const }
  }

  it('is what its person has asked for', async () => {
    const ctx = { ...(await createPerson()), caps: daily(12) }
    await oldCounter(ctx, 8)
    const { taken } = await takeAtOnce(times(50, ctx))
    expect(taken).toHaveLength(4)
    expect(await counterOf(ctx)).toMatchObject({ messages: 12, parts: { [ctx.userId]: { m: 12 } } })
  })

  it('takes back what was let through then', async () => {
    const [ctx, other] = [await createPerson(), await createPerson()]
    const [old, early] = [await oldCounter(ctx, 8), await oldCounter(other, 8)]
    settle(other, null, { ...early, counts: false })
    await take(ctx)
    settle(ctx, null, { ...old, counts: false })
    await flushUsage()
    expect(await counterOf(ctx)).toMatchObject({ messages: 8, parts: { [ctx.userId]: { m: 8 } } })
    expect(await counterOf(other)).toMatchObject({ messages: 7, open: 0 })
    await take(other)
    expect(await counterOf(other)).toMatchObject({ messages: 8, parts: { [other.userId]: { m: 8 } } })
  })
})
