import { ObjectId } from 'mongodb'
import { describe, expect, it } from 'vitest'
import { listSecurityEvents } from '@/lib/audit/server'
import { newId } from '@/lib/core/ids'
import { driverCollection } from '@/lib/platform/db'
import { setCaps } from '@/lib/usage/caps/set-caps'
import { readUsage, reserveMessage } from '@/lib/usage/server'
import { createPerson, onAppDatabase } from '@/scripts/test/app-database'
import { again } from '@/scripts/test/shop'
import { giveCaps } from './give-caps'
import { listPeople } from './list-people'
import { giveCapsInput } from './schema'

onAppDatabase()

const manager = async () => ({
  ...(await createPerson('Olga')),
  instanceRole: 'admin' as const,
  factorAt: new Date(),
})
const NONE = { day: null, month: null }

describe('a limit that somebody is given', () => {
  it('lets exactly as many through, of many at once, and says who set it', async () => {
    const [olga, ctx] = [await manager(), await createPerson()]
    expect(await giveCaps(olga, { id: ctx.userId, day: 3, month: null })).toMatchObject({
      caps: { day: 3, month: null },
    })
    const now = await again(ctx)
    const outcomes = await Promise.allSettled(Array.from({ length: 20 }, () => reserveMessage(now, newId())))
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(3)
    expect(outcomes.find((outcome) => outcome.status === 'rejected')?.reason).toMatchObject({
      code: 'limit_reached',
      message: expect.stringMatching(
        /^You have used the 3 messages you are allowed today\..* whoever set this limit/,
      ),
    })
    expect(await readUsage(now, 7)).toMatchObject({
      given: { day: 3, month: null, by: 'Olga' },
      caps: NONE,
      today: { used: 3, limit: 3 },
    })
    const kinds = (await listSecurityEvents(ctx, {})).events.map(({ kind }) => kind)
    expect(kinds).toContain('caps.given')
    const { people } = await listPeople(olga, { words: ctx.email })
    expect(people).toMatchObject([{ caps: { day: 3, month: null } }])
  })

  it('goes beside what the person allows themselves: the smaller counts, and neither undoes the other', async () => {
    const [olga, ctx] = [await manager(), await createPerson()]
    await setCaps(ctx, { day: 5, month: 9 })
    await giveCaps(olga, { id: ctx.userId, day: 7, month: 8 })
    expect((await again(ctx)).caps).toEqual({ day: 5, month: 8 })
    await setCaps(await again(ctx), NONE)
    const now = await again(ctx)
    expect(now.caps).toEqual({ day: 7, month: 8 })
    expect((await readUsage(now, 7)).caps).toEqual(NONE)
    await giveCaps(olga, { id: ctx.userId, ...NONE })
    expect((await again(ctx)).caps).toBeNull()
    expect((await readUsage(await again(ctx), 7)).given).toBeNull()
  })

  it('names nobody once who set it is gone', async () => {
    const [olga, ctx] = [await manager(), await createPerson()]
    await giveCaps(olga, { id: ctx.userId, day: 3, month: null })
    await driverCollection('users').deleteOne({ _id: new ObjectId(olga.userId) })
    expect((await readUsage(await again(ctx), 7)).given).toMatchObject({ by: null })
  })

  it('is for those who manage people to set, never their own', async () => {
    const [olga, ctx] = [await manager(), await createPerson()]
    const wish = { id: ctx.userId, day: 3, month: null }
    await expect(giveCaps({ ...olga, instanceRole: 'support' }, wish)).rejects.toMatchObject({
      code: 'forbidden',
    })
    await expect(giveCaps({ ...olga, factorAt: null }, wish)).rejects.toMatchObject({
      code: 'factor_required',
    })
    await expect(giveCaps(olga, { ...wish, id: olga.userId })).rejects.toMatchObject({ code: 'forbidden' })
    await expect(giveCaps(olga, { ...wish, id: newId() })).rejects.toMatchObject({ code: 'not_found' })
  })

  it.each([0, -1, 1.5, 1e12, Number.NaN])('is no %d', (day) => {
    expect(giveCapsInput.safeParse({ id: newId(), day, month: null }).success).toBe(false)
  })
})
