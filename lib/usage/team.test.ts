import { describe, expect, it } from 'vitest'
import { listSecurityEvents } from '@/lib/audit/server'
import type { PersonCtx } from '@/lib/auth/context'
import { newId } from '@/lib/core/ids'
import { createKey } from '@/lib/keys/manage/create-key'
import { createPerson, onAppDatabase } from '@/scripts/test/app-database'
import { again } from '@/scripts/test/shop'
import { leaveTeam, teamOf } from '@/scripts/test/team'
import { writeGivenCaps } from './caps/data'
import { setMemberCaps } from './caps/set-member-caps'
import { reserveMessage } from './counting/reserve'
import { flushUsage, settle } from './counting/settle'
import { exportUsage } from './reading/export-usage'
import { readUsage } from './reading/read-usage'

onAppDatabase()

const NONE = { day: null, month: null }
const manyOf = (ctx: PersonCtx) =>
  Promise.allSettled(Array.from({ length: 20 }, () => reserveMessage(ctx, newId())))
const passed = (outcomes: PromiseSettledResult<unknown>[]) =>
  outcomes.filter(({ status }) => status === 'fulfilled').length

async function team() {
  const { owner, members } = await teamOf(3)
  const [one, other] = members
  if (!one || !other) throw new Error('nobody')
  return { owner, one, other }
}

describe('a member whom the team limits', () => {
  it('asks for exactly as much, of many at once, and sees who limits them; others go on', async () => {
    const { owner, one, other } = await team()
    await setMemberCaps(owner, { userId: one.userId, day: 3, month: null })
    const now = await again(one)
    const outcomes = await manyOf(now)
    expect(passed(outcomes)).toBe(3)
    expect(outcomes.find((outcome) => outcome.status === 'rejected')?.reason).toMatchObject({
      message: expect.stringMatching(/^You have used the 3 messages you are allowed today\./),
    })
    expect(await readUsage(now, 7)).toMatchObject({
      ...{ given: null, givenByTeam: { day: 3, month: null, by: 'Olga' }, caps: NONE },
      today: { used: 3, limit: 3 },
    })
    expect(passed(await manyOf(await again(other)))).toBe(20)
    expect((await listSecurityEvents(now, {})).events.map(({ kind }) => kind)).toContain('caps.by_team')
    await setMemberCaps(owner, { userId: one.userId, ...NONE })
    expect(await again(one)).toMatchObject({ caps: null })
    expect(passed(await manyOf(await again(one)))).toBe(20)
  })

  it('is held by the smaller of that and what whoever runs this Numina allows, and neither undoes the other', async () => {
    const { owner, one } = await team()
    const by = owner.userId
    await writeGivenCaps(one.userId, { day: 5, month: 9, by })
    await setMemberCaps(owner, { userId: one.userId, day: 7, month: 8 })
    expect((await again(one)).caps).toEqual({ day: 5, month: 8 })
    await writeGivenCaps(one.userId, null)
    expect((await again(one)).caps).toEqual({ day: 7, month: 8 })
    await writeGivenCaps(one.userId, { day: 4, month: null, by })
    await setMemberCaps(owner, { userId: one.userId, ...NONE })
    expect((await again(one)).caps).toEqual({ day: 4, month: null })
  })

  it('is one of the team, and is limited by who manages it', async () => {
    const { owner, one, other } = await team()
    const wish = { userId: one.userId, day: 1, month: null }
    await expect(setMemberCaps(other, wish)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(setMemberCaps(await createPerson(), wish)).rejects.toMatchObject({ code: 'not_found' })
    await expect(setMemberCaps(owner, { ...wish, userId: owner.userId })).rejects.toMatchObject({
      code: 'forbidden',
    })
    const admin = { ...other, role: 'admin' as const }
    await expect(setMemberCaps(admin, { ...wish, userId: owner.userId })).rejects.toMatchObject({
      code: 'not_found',
    })
    await setMemberCaps(admin, wish)
    expect((await again(one)).caps).toEqual({ day: 1, month: null })
    expect((await again(other)).caps).toBeNull()
  })
})

describe('usage of a team', () => {
  const event = (more: object = {}) => ({
    ...{ key: newId(), feature: 'reply' as const, model: 'local/small', isOwnKey: false, status: 'done' },
    ...{ input: 10, output: 5, cached: 0, reasoning: 0, isEstimated: false, price: null, cost: 20 },
    ...{ day: new Date().toISOString().slice(0, 10), at: new Date(), ...more },
  })

  it('is by member and by key for those who manage it; others see their own and the sum', async () => {
    const { owner, one, other } = await team()
    const { key } = await createKey(one, { name: 'Robot', days: null, scopes: ['chat'], caps: NONE })
    settle(owner, event(), null)
    settle(one, event({ output: 50 }), null)
    settle(one, event({ feature: 'api', output: 70, keyId: key.id }), null)
    settle(other, event({ output: 9 }), null)
    await flushUsage()
    const view = await readUsage({ ...owner, timeZone: 'UTC' }, 7, 'team')
    expect(view.total).toEqual({ messages: 4, input: 40, output: 134, cost: 80 })
    expect(view.team?.members.map(({ name, messages, output }) => [name, messages, output])).toEqual([
      ['Member 1', 2, 120],
      ['Member 2', 1, 9],
      ['Olga', 1, 5],
    ])
    expect(view.keys).toMatchObject([{ name: 'Robot', owner: 'Member 1', messages: 1, output: 70 }])
    const own = await readUsage({ ...one, timeZone: 'UTC' }, 7)
    expect(own.total).toMatchObject({ messages: 2, output: 120 })
    expect(own.team).toMatchObject({ isManager: false, total: { messages: 4, output: 134 } })
    expect(own.team?.members.map(({ name }) => name)).toEqual(['Member 1'])
    expect(own.keys).toMatchObject([{ name: 'Robot', owner: null }])
    expect((await readUsage({ ...other, timeZone: 'UTC' }, 7)).keys).toEqual([])
    await expect(readUsage(one, 7, 'team')).rejects.toMatchObject({ code: 'forbidden' })
    await leaveTeam(other)
    const later = await readUsage({ ...owner, timeZone: 'UTC' }, 7, 'team')
    expect(later.team?.members).toContainEqual(expect.objectContaining({ name: 'Those who left', output: 9 }))
  })

  it('is a file of counts for those who manage it', async () => {
    const { owner, one } = await team()
    const { key } = await createKey(one, { name: 'Robot', days: null, scopes: ['chat'], caps: NONE })
    settle(owner, event(), null)
    settle(one, event({ keyId: key.id }), null)
    await flushUsage()
    const textOf = async (ctx: PersonCtx, of: 'me' | 'team') =>
      (await new Response((await exportUsage(ctx, of)).stream).text()).trim().split('\r\n')
    const all = await textOf(owner, 'team')
    expect(all[0]).toMatch(/,paid_by,key,member$/)
    expect(
      all
        .slice(1)
        .map((line) => line.split(',').slice(-2).join())
        .sort(),
    ).toEqual([',Olga', 'Robot,Member 1'])
    expect(await textOf(owner, 'me')).toHaveLength(2)
    await expect(exportUsage(one, 'team')).rejects.toMatchObject({ code: 'forbidden' })
  })

  it('of a person alone has nobody beside them', async () => {
    expect((await readUsage(await createPerson(), 7)).team).toBeNull()
  })
})
