import { writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { ObjectId } from 'mongodb'
import { describe, expect, it, vi } from 'vitest'
import { loadContext } from '@/lib/accounts/server'
import type { Ctx, PersonCtx } from '@/lib/auth/context'
import { settleAbandonedReplies } from '@/lib/chat/server'
import { newId } from '@/lib/core/ids'
import { flushEvents } from '@/lib/live/server'
import { driverCollection } from '@/lib/platform/db'
import { createPerson, onAppDatabase } from '@/scripts/test/app-database'
import { setCaps } from './caps/set-caps'
import type { CounterDocument } from './counting/data'
import { reserveMessage } from './counting/reserve'
import { flushUsage, settle } from './counting/settle'
import { exportUsage } from './reading/export-usage'
import { getUsageNotice, readUsage } from './reading/read-usage'
import { capsInput } from './schema'

const file = path.join(tmpdir(), `plans-${newId()}.json`)
writeFileSync(
  file,
  JSON.stringify({
    free: { limits: { messagesPerDay: 50, messagesPerMonth: 600 } },
    pro: { limits: { messagesPerDay: 1_000, messagesPerMonth: 5 } },
  }),
)
vi.stubEnv('PLANS', file)
onAppDatabase()

const counterOf = (ctx: Ctx) =>
  driverCollection<CounterDocument>('usageCounters').findOne({ workspaceId: new ObjectId(ctx.workspaceId) })
const eventsOf = (ctx: Ctx) =>
  driverCollection('usageEvents')
    .find({ workspaceId: new ObjectId(ctx.workspaceId) })
    .toArray()
const take = (ctx: Ctx) => reserveMessage(ctx, newId())
const eventOf = (key: string, more: object = {}) => ({
  key,
  feature: 'reply' as const,
  model: 'local/small',
  isOwnKey: false,
  status: 'done',
  ...{ input: 10, output: 5, cached: 0, reasoning: 0 },
  isEstimated: false,
  price: { input: 1, output: 2 },
  cost: 20,
  day: new Date().toISOString().slice(0, 10),
  at: new Date(),
  ...more,
})

describe('a limit', () => {
  it('lets exactly as many through as it says, of 200 at once', async () => {
    const ctx = await createPerson()
    const outcomes = await Promise.allSettled(Array.from({ length: 200 }, () => take(ctx)))
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(50)
    expect(outcomes.find((outcome) => outcome.status === 'rejected')?.reason).toMatchObject({
      code: 'limit_reached',
      message: expect.stringMatching(
        /^You have used today’s 50 messages\. New ones at .+, in .+ (h|min)\. Nothing is lost\.$/,
      ),
    })
    expect(await counterOf(ctx)).toMatchObject({ messages: 50, open: 50 })
  })

  it('holds for a month as for a day, and begins anew in the zone of the person', async () => {
    const ctx = { ...(await createPerson()), plan: { key: 'pro', seats: 1, until: null } }
    for (let i = 0; i < 5; i++) await take(ctx)
    const refusal = await take(ctx).catch((error: unknown) => error)
    expect(refusal).toMatchObject({
      message: expect.stringMatching(/^You have used this month’s 5 messages\. New ones on /),
    })
    // What was paid is over: what counts then is the plan of everybody.
    const later = { ...ctx, plan: { ...ctx.plan, until: new Date(0).toISOString() } }
    await take(later)
    expect(await counterOf(ctx)).toMatchObject({ messages: 6 })
  })

  it('is told at 80 % and when it is reached', async () => {
    const ctx = await createPerson()
    for (let i = 0; i < 39; i++) await take(ctx)
    expect(await getUsageNotice(ctx)).toBeNull()
    await take(ctx)
    expect(await getUsageNotice(ctx)).toMatchObject({
      isReached: false,
      text: expect.stringMatching(/40 of today’s 50/),
    })
    for (let i = 0; i < 10; i++) await take(ctx)
    expect(await getUsageNotice(ctx)).toMatchObject({ isReached: true })
    await flushEvents()
    const told = await driverCollection('liveEvents')
      .find({ userId: new ObjectId(ctx.userId), kind: 'usage' })
      .toArray()
    expect(told).toHaveLength(2)
  })

  it('is a workspace’s own', async () => {
    const [one, other] = [await createPerson(), await createPerson()]
    await take(one)
    expect((await readUsage(other, 7)).today.used).toBe(0)
  })
})

describe('a limit of one’s own', () => {
  const reload = async ({ userId, sessionId }: PersonCtx) => {
    const ctx = await loadContext({ userId, sessionId }, newId())
    if (!ctx) throw new Error('nobody')
    return ctx
  }

  it('lets exactly as many through below the plan’s, of 50 at once, and says whose it is', async () => {
    const person = await createPerson()
    await setCaps(person, { day: 7, month: null })
    const ctx = await reload(person)
    const outcomes = await Promise.allSettled(Array.from({ length: 50 }, () => take(ctx)))
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(7)
    expect(outcomes.find((outcome) => outcome.status === 'rejected')?.reason).toMatchObject({
      code: 'limit_reached',
      message: expect.stringMatching(
        /^You have used the 7 messages you allow yourself today\. New ones at .+, or now if you allow yourself more under Settings, Usage\. Nothing is lost\.$/,
      ),
    })
    expect(await readUsage(ctx, 7)).toMatchObject({
      today: { used: 7, limit: 7 },
      caps: { day: 7, month: null },
      ofPlan: { day: 50, month: 600 },
    })
    await setCaps(ctx, { day: null, month: 8 })
    const later = await reload(person)
    await take(later)
    await expect(take(later)).rejects.toMatchObject({ message: expect.stringContaining('this month') })
    await setCaps(later, { day: null, month: null })
    await take(await reload(person))
  })

  it('above the plan’s changes nothing', async () => {
    const person = await createPerson()
    await setCaps(person, { day: 1_000, month: null })
    expect((await readUsage(await reload(person), 7)).today.limit).toBe(50)
  })

  it.each([0, -1, 1.5, 1e9, Number.NaN, '5'])('is no %s', (day) => {
    expect(capsInput.safeParse({ day, month: null }).success).toBe(false)
  })

  it('is nobody else’s to set', async () => {
    const [one, other] = [await createPerson(), await createPerson()]
    await setCaps({ ...one, workspaceId: other.workspaceId }, { day: 1, month: null })
    expect((await reload(other)).caps).toBeNull()
    await expect(setCaps({ ...one, role: 'guest' }, { day: 1, month: null })).rejects.toMatchObject({
      code: 'forbidden',
    })
  })
})

describe('what a reply took', () => {
  it('is written down once, however often it is said', async () => {
    const ctx = await createPerson()
    const reservation = await take(ctx)
    for (let i = 0; i < 3; i++) settle(ctx, eventOf(reservation.id), { ...reservation, counts: true })
    await flushUsage()
    settle(ctx, eventOf(reservation.id, { output: 99 }), { ...reservation, counts: false })
    await flushUsage()
    expect(await eventsOf(ctx)).toMatchObject([{ output: 5 }])
    expect(await counterOf(ctx)).toMatchObject({ messages: 1, open: 0, pending: {} })
  })

  it('is nothing when it is given back, once', async () => {
    const ctx = await createPerson()
    const [first] = [await take(ctx), await take(ctx)]
    for (let i = 0; i < 3; i++) settle(ctx, null, { ...first, counts: false })
    await flushUsage()
    expect(await counterOf(ctx)).toMatchObject({ messages: 1, open: 1 })
  })

  it('adds up by day and model', async () => {
    const ctx = { ...(await createPerson()), timeZone: 'UTC' }
    settle(ctx, eventOf(newId()), null)
    settle(ctx, eventOf(newId(), { model: 'own/large', isOwnKey: true, output: 50, cost: null }), null)
    settle(ctx, eventOf(newId(), { feature: 'title', output: 1, cost: 3 }), null)
    await flushUsage()
    const view = await readUsage(ctx, 7)
    expect(view.total).toEqual({ messages: 2, input: 30, output: 56, cost: 23 })
    expect(view.besides).toMatchObject({ output: 1 })
    expect(view.days).toHaveLength(7)
    expect(view.days.at(-1)).toMatchObject({ messages: 2 })
    expect(view.models.map(({ model, messages, isOwnKey }) => [model, messages, isOwnKey])).toEqual([
      ['own/large', 1, true],
      ['local/small', 1, false],
    ])
    const csv = await new Response((await exportUsage(ctx)).stream).text()
    expect(csv.trim().split('\r\n')).toHaveLength(4)
    expect(csv).toContain(',own/large,yes,done,10,0,50,0,no,1,2,,,\r\n')
  })
})

describe('a server that dies', () => {
  const inThreeMinutes = () => new Date(Date.now() + 3 * 60_000)

  it('before there is a reply gives the message back', async () => {
    const ctx = await createPerson()
    await take(ctx)
    await settleAbandonedReplies()
    await flushUsage()
    expect(await counterOf(ctx)).toMatchObject({ messages: 1, open: 1 })
    await settleAbandonedReplies(inThreeMinutes())
    await flushUsage()
    expect(await counterOf(ctx)).toMatchObject({ messages: 0, open: 0, pending: {} })
  })

  it('after the reply is found out from the reply', async () => {
    const ctx = await createPerson()
    const { id } = await take(ctx)
    const { conversationId, replyId } = await keepReply(ctx, id, 'running')
    await settleAbandonedReplies(inThreeMinutes())
    await flushUsage()
    // It is still being made.
    expect(await counterOf(ctx)).toMatchObject({ open: 1 })
    await driverCollection('generations').updateOne({ _id: new ObjectId(id) }, { $set: { status: 'done' } })
    await driverCollection('messages').updateOne(
      { _id: new ObjectId(replyId), conversationId: new ObjectId(conversationId) },
      { $set: { usage: { input: 7, output: 9, cost: 11 } } },
    )
    for (let i = 0; i < 2; i++) {
      await settleAbandonedReplies(inThreeMinutes())
      await flushUsage()
    }
    expect(await eventsOf(ctx)).toMatchObject([{ input: 7, output: 9, cost: 11, isEstimated: false }])
    expect(await counterOf(ctx)).toMatchObject({ messages: 1, open: 0 })
  })
})

async function keepReply(ctx: Ctx, id: string, status: string) {
  const [conversationId, replyId, userMessageId] = [newId(), newId(), newId()]
  const oid = (text: string) => new ObjectId(text)
  const whose = {
    workspaceId: oid(ctx.workspaceId),
    userId: oid(ctx.userId),
    conversationId: oid(conversationId),
  }
  const now = new Date()
  await driverCollection('generations').insertOne({
    ...{
      _id: oid(id),
      ...whose,
      key: `send:${id}`,
      userMessageId: oid(userMessageId),
      replyId: oid(replyId),
    },
    ...{ model: 'local/small', status, temporary: false, stopRequested: false },
    ...{ heartbeatAt: now, startedAt: now, endedAt: null },
  })
  await driverCollection('messages').insertOne({
    ...{
      _id: oid(replyId),
      ...whose,
      parentId: userMessageId,
      depth: 1,
      role: 'assistant',
      parts: [],
      text: 'Yes.',
    },
    ...{
      status: 'done',
      model: 'local/small',
      usage: null,
      error: null,
      feedback: null,
      deletedAt: null,
      createdAt: now,
    },
  })
  return { conversationId, replyId }
}
