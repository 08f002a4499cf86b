import { ObjectId } from 'mongodb'
import { describe, expect, it } from 'vitest'
import { sendMessage } from '@/lib/chat/server'
import { createPerson, onAppDatabase } from '@/scripts/test/app-database'
import { again, customerOf, onStripe, stripe, subscribe } from '@/scripts/test/shop'
import { joinTeam, leaveTeam, teamOf } from '@/scripts/test/team'
import { converge } from '../accounts/converge'
import { holdPlan } from '../accounts/hold-plan'
import { givePlan } from '../managing/give-plan'
import { getBillingNotice } from '../reading/billing-notice'
import { seatsOf } from './seats-of'

onAppDatabase()
onStripe()

describe('a member for whom there is no seat', () => {
  it('reads and does not write, is told so, and writes again with the next seat', async () => {
    const { owner, members } = await teamOf(3)
    const [second, third] = members
    if (!second || !third) throw new Error('nobody')
    expect((await again(second)).role).toBe('viewer')
    const { id } = await subscribe(owner, { plan: 'business', quantity: 2 })
    await converge(await customerOf(owner))
    expect([(await again(second)).role, (await again(third)).role]).toEqual(['member', 'viewer'])
    const without = await again(third)
    const message = { text: 'Hello', messageId: new ObjectId().toHexString() }
    await expect(sendMessage(without, message as never)).rejects.toMatchObject({
      code: 'forbidden',
      message: 'Your team has more members than seats. Its owner can add some.',
    })
    expect(await getBillingNotice(without)).toMatchObject({ help: null })
    expect(await getBillingNotice(await again(owner))).toEqual({
      text: 'Your team has 3 members and 2 seats: one of them can read and not write.',
      help: 'Add seats',
    })
    expect(await getBillingNotice(await again(second))).toBeNull()
    const item = (await stripe.subscriptions.retrieve(id)).items.data[0]?.id ?? ''
    await stripe.subscriptions.update(id, { items: [{ id: item, quantity: 3 }] })
    await converge(await customerOf(owner))
    expect(await again(third)).toMatchObject({ role: 'member', plan: { place: 3, members: 3, seats: 3 } })
    await stripe.subscriptions.cancel(id)
    await converge(await customerOf(owner))
    expect([(await again(owner)).role, (await again(second)).role]).toEqual(['owner', 'viewer'])
  })

  it('moves up when somebody before them leaves', async () => {
    const { owner, members } = await teamOf(3)
    const [second, third] = members
    if (!second || !third) throw new Error('nobody')
    await subscribe(owner, { plan: 'business', quantity: 2 })
    await converge(await customerOf(owner))
    await leaveTeam(second)
    expect(await again(third)).toMatchObject({ role: 'member', plan: { place: 2, members: 2 } })
  })

  it('is none where everybody owns it, and none where plans mean nothing', async () => {
    const { members } = await teamOf(2, 'owner')
    for (const member of members) expect((await again(member)).role).toBe('owner')
  })
})

it('everybody has one place, whoever joins, leaves and pays at the same moment', async () => {
  const { owner, members } = await teamOf(4)
  await subscribe(owner, { plan: 'business', quantity: 9 })
  const customer = await customerOf(owner)
  const people = await Promise.all(Array.from({ length: 4 }, () => createPerson()))
  const [leaving] = members
  if (!leaving) throw new Error('nobody')
  await Promise.all([
    ...people.map((person) => joinTeam(owner.workspaceId, person)),
    leaveTeam(leaving),
    converge(customer),
    holdPlan(owner.workspaceId),
  ])
  const all = [owner, ...members.slice(1), ...people]
  const held = await Promise.all(all.map((each) => again({ ...each, workspaceId: owner.workspaceId })))
  expect(held.map(({ plan }) => plan?.place ?? 0).sort()).toEqual([1, 2, 3, 4, 5, 6, 7])
  expect(held.every(({ plan }) => plan?.members === 7 && plan.key === 'business')).toBe(true)
  expect(await seatsOf(owner)).toMatchObject({ now: 9, count: 9, members: 7, invitations: 0, free: 2 })
})

it('a plan that was given gives its seats', async () => {
  const { owner, members } = await teamOf(2)
  const manager = { ...(await createPerson()), instanceRole: 'owner' as const, factorAt: new Date() }
  const email = (owner as typeof owner & { email: string }).email
  await givePlan(manager, { email, team: '', plan: 'business', seats: 2, until: '2999-01-01', note: '' })
  const [member] = members
  if (!member) throw new Error('nobody')
  expect((await again(member)).role).toBe('member')
})
