import { ObjectId } from 'mongodb'
import { describe, expect, it } from 'vitest'
import {
  findAccount,
  findAccountByEmail,
  letStaleGuestsGo,
  loadContext,
  openAccount,
  openGuest,
  signUp,
} from '@/lib/accounts/server'
import { can } from '@/lib/auth/permissions'
import { assertGuestMayAsk } from '@/lib/chat/guest-limit'
import { newId } from '@/lib/core/ids'
import { GUEST_MESSAGES_A_DAY } from '@/lib/http/rate-limit'
import { driverCollection } from '@/lib/platform/db'
import { createPerson, onAppDatabase, PASSWORD, signIn, someRequest } from '@/scripts/test/app-database'

onAppDatabase()

const here = { timeZone: 'Europe/Berlin', locale: 'de' }
const newcomer = (email = `${newId()}@example.com`) => ({ name: 'Grace', email, password: PASSWORD, ...here })
const signedInAs = async (userId: string) => {
  const ctx = await loadContext(await signIn(userId), newId())
  if (!ctx) throw new Error('nobody is there')
  return ctx
}

describe('a guest', () => {
  it('chats and nothing else', async () => {
    const guest = await signedInAs(await openGuest(here))
    expect(guest.role).toBe('guest')
    const may = ['conversation:read', 'conversation:write', 'library:read', 'profile:read'] as const
    const mayNot = [
      'conversation:export',
      'conversation:import',
      'library:write',
      'share:write',
      'profile:write',
      'models:manage',
    ] as const
    expect(may.filter((permission) => can(guest, permission))).toEqual(may)
    expect(mayNot.filter((permission) => can(guest, permission))).toEqual([])
  })

  it('asks a few times a day, and is told what helps', async () => {
    const guest = await signedInAs(await openGuest(here))
    for (let i = 0; i < GUEST_MESSAGES_A_DAY; i++) await assertGuestMayAsk(guest)
    await expect(assertGuestMayAsk(guest)).rejects.toMatchObject({
      code: 'rate_limited',
      message: expect.stringContaining('Sign up to go on'),
    })
    await assertGuestMayAsk({ ...guest, role: 'member' })
  })

  it('becomes the account they sign up for: the same person in the same workspace, once', async () => {
    const guestId = await openGuest(here)
    const before = await signedInAs(guestId)
    const become = () => {
      const { password: _, ...profile } = newcomer()
      return openAccount(someRequest(), profile, guestId)
    }
    const outcomes = await Promise.all([become(), become()])
    expect(outcomes.filter((userId) => userId === guestId)).toHaveLength(1)
    const after = await signedInAs(guestId)
    expect(after).toMatchObject({ role: 'owner', workspaceId: before.workspaceId })
    expect((await findAccount(guestId))?.isGuest).toBeNull()
  })

  it('stays a guest when the address is taken, and leaves that account alone', async () => {
    const { email, userId } = await createPerson()
    const guestId = await openGuest(here)
    await signUp(someRequest(), newcomer(email), guestId)
    expect((await signedInAs(guestId)).role).toBe('guest')
    expect((await findAccountByEmail(email))?._id).toBe(userId)
  })

  it('is let go after a week without a visit, and not before', async () => {
    const [fresh, stale, back] = [await openGuest(here), await openGuest(here), await openGuest(here)]
    const old = new Date(Date.now() - 8 * 24 * 60 * 60 * 1000)
    const ids = [stale, back].map((id) => new ObjectId(id))
    await driverCollection('users').updateMany({ _id: { $in: ids } }, { $set: { createdAt: old } })
    await signIn(back)
    await signIn(stale)
    await driverCollection('sessions').updateMany(
      { userId: new ObjectId(stale) },
      { $set: { lastSeenAt: old } },
    )
    const person = await createPerson()
    await driverCollection('users').updateOne({ email: person.email }, { $set: { createdAt: old } })
    await letStaleGuestsGo()
    const leaving = await Promise.all([fresh, stale, back, person.userId].map((id) => findAccount(id)))
    expect(leaving.map((user) => user?.deletionAt != null)).toEqual([false, true, false, false])
  })
})
