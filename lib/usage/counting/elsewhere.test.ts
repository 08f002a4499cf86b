import { ObjectId } from 'mongodb'
import { expect, it } from 'vitest'
import { loadContext } from '@/lib/accounts/server'
import type { Ctx, GivenCaps, PersonCtx } from '@/lib/auth/context'
import { addCredit } from '@/lib/billing/ledger/data'
import { findWallet } from '@/lib/billing/wallet/data'
import { settleAbandonedReplies } from '@/lib/chat/server'
import { newId } from '@/lib/core/ids'
import { driverCollection } from '@/lib/platform/db'
import { createTeam } from '@/lib/teams/manage-team'
import { createPerson, onAppDatabase } from '@/scripts/test/app-database'
import { onStripe } from '@/scripts/test/shop'
import type { CounterDocument } from './data'
import { reserveMessage } from './reserve'
import { flushUsage, settle } from './settle'

onAppDatabase()
onStripe({ free: { limits: { messagesPerDay: 20, messagesPerMonth: 500 } } })

const take = (ctx: Ctx) => reserveMessage(ctx, newId())
const counterOf = ({ workspaceId }: Pick<Ctx, 'workspaceId'>) =>
  driverCollection<CounterDocument>('usageCounters').findOne({ workspaceId: new ObjectId(workspaceId) })
const refused = (message: RegExp) => ({ code: 'limit_reached', message: expect.stringMatching(message) })

/** @returns the person in a team they have just made; where they were stays as it is */
async function inTeam(person: PersonCtx): Promise<PersonCtx> {
  const { id } = await createTeam(person, { name: 'A team' })
  const sessions = driverCollection('sessions')
  const session = { _id: new ObjectId(person.sessionId) }
  await sessions.updateOne(session, { $set: { workspaceId: new ObjectId(id) } })
  const there = await loadContext(person, newId())
  await sessions.updateOne(session, { $set: { workspaceId: null } })
  if (!there?.home) throw new Error('not in the team')
  return there
}

async function many(ctx: Ctx, count: number): Promise<void> {
  for (let i = 0; i < count; i++) await take(ctx)
}

it('teams without a plan bring no further messages', async () => {
  const person = await createPerson()
  const [first, second] = [await inTeam(person), await inTeam(person)]
  await many(person, 8)
  await many(first, 7)
  await many(second, 5)
  for (const ctx of [first, second])
    await expect(take(ctx)).rejects.toMatchObject(
      refused(
        /^You have used today’s 20 messages of your own plan, which counts where a team has none\. New/,
      ),
    )
  await expect(take(person)).rejects.toMatchObject(refused(/^You have used today’s 20 messages\./))
  expect(await counterOf(person)).toMatchObject({ messages: 20, open: 8 })
  expect(await counterOf(first)).toMatchObject({ messages: 7, open: 7 })
})

it('of many at once in several teams exactly as many get through as the own plan allows', async () => {
  const person = await createPerson()
  const teams = [await inTeam(person), await inTeam(person), await inTeam(person)]
  const outcomes = await Promise.allSettled(
    Array.from({ length: 60 }, (_, i) => take(teams[i % 3] ?? person)),
  )
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(20)
})

it('what whoever runs this Numina allows somebody holds wherever they ask, also where a plan is paid', async () => {
  const person = await createPerson()
  const team = await inTeam(person)
  const givenCaps: GivenCaps = { day: 5, month: null, by: null }
  const there = { ...team, plan: { key: 'business', seats: 2, until: null }, caps: givenCaps, givenCaps }
  await many({ ...person, caps: givenCaps, givenCaps }, 2)
  await many(there, 3)
  await expect(take(there)).rejects.toMatchObject(
    refused(/^You have used the 5 messages you are allowed today, wherever you ask\./),
  )
})

it('a message that is not answered goes back at home, too, also when its server died', async () => {
  const person = await createPerson()
  const team = await inTeam(person)
  const [first, second] = [await take(team), await take(team)]
  for (let i = 0; i < 2; i++) settle(team, null, { ...first, counts: false })
  await flushUsage()
  expect(await counterOf(person)).toMatchObject({ messages: 1, open: 0, pending: { [second.id]: {} } })
  await settleAbandonedReplies(new Date(Date.now() + 3 * 60_000))
  await flushUsage()
  expect(await counterOf(person)).toMatchObject({ messages: 0, open: 0, pending: {} })
  expect(await counterOf(team)).toMatchObject({ messages: 0, open: 0, pending: {} })
})

it('what a team pays beyond its plan is not of the own plan, and goes on when that is used up', async () => {
  const person = await createPerson()
  const team = await inTeam(person)
  await addCredit({ ...team, key: `given:${newId()}`, kind: 'given', messages: 3 })
  await driverCollection('usageCounters').deleteMany({})
  const other = await createPerson()
  await many({ ...team, ...{ userId: other.userId, home: { ...other, plan: null } } }, 20)
  expect(await take(team)).toMatchObject({ paidBy: 'credit' })
  expect(await counterOf(person)).toMatchObject({ messages: 0 })
  await many(person, 20)
  expect(await take(team)).toMatchObject({ paidBy: 'credit' })
  expect(await findWallet(team.workspaceId)).toMatchObject({ used: 2 })
})
