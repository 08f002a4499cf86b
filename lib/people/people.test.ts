import { ObjectId } from 'mongodb'
import { describe, expect, it } from 'vitest'
import { createAccount } from '@/lib/accounts/data'
import { verifyCredentials } from '@/lib/accounts/server'
import { listSecurityEvents } from '@/lib/audit/server'
import type { PersonCtx } from '@/lib/auth/context'
import { newId } from '@/lib/core/ids'
import { driverCollection } from '@/lib/platform/db'
import { findSession, isLive } from '@/lib/sessions/server'
import { ageProof, createPerson, onAppDatabase, PASSWORD, someRequest } from '@/scripts/test/app-database'
import { changeRole } from './change-role'
import { listPeople } from './list-people'
import { restorePerson, signOutPerson, suspendPerson } from './suspend-person'

onAppDatabase()

type Person = Awaited<ReturnType<typeof createPerson>>

const idOf = ({ userId }: Person) => new ObjectId(userId)
/** Somebody with a confirmed address, in a role, who has shown a second step. */
async function inRole(role: PersonCtx['instanceRole'], name = 'Ada'): Promise<Person> {
  const person = await createPerson(name)
  await driverCollection('users').updateOne(
    { _id: idOf(person) },
    { $set: { role, emailVerifiedAt: new Date() } },
  )
  return { ...person, instanceRole: role, factorAt: new Date() }
}
/** An account that nobody has signed in to yet. @returns its id */
async function account(name: string): Promise<string> {
  const preferences = { address: '', tone: 'warm', length: 'balanced', instructions: '' } as const
  const id = await createAccount({
    email: `${newId()}@example.com`,
    emailVerifiedAt: null,
    passwordHash: null,
    isGuest: null,
    role: 'user',
    name,
    timeZone: 'UTC',
    locale: 'en',
    preferences,
  })
  if (!id) throw new Error('the address was taken')
  return id
}
const enter = ({ email }: Person) => verifyCredentials(someRequest(), { email, password: PASSWORD })
const jobsOf = (person: Person, kind: string) =>
  driverCollection('jobs').countDocuments({ kind, 'payload.userId': person.userId })
const kindsOf = async (person: Person) =>
  (await listSecurityEvents(person, {})).events.map(({ kind }) => kind)
const refused = { code: 'forbidden' }

describe('a suspended person', () => {
  it('is signed out, told why, and comes in by nothing until let back in', async () => {
    const [admin, person] = [await inRole('admin'), await inRole('user')]
    const told = await suspendPerson(admin, { id: person.userId, reason: 'Sends advertisements.' })
    expect(told.suspended?.reason).toBe('Sends advertisements.')
    const session = await findSession(person.sessionId)
    expect(session && isLive(session)).toBe(false)
    await expect(enter(person)).rejects.toMatchObject({ code: 'suspended' })
    // Whoever does not know the password learns nothing of it.
    expect(
      await verifyCredentials(someRequest(), { email: person.email, password: 'some other words' }),
    ).toBeNull()
    expect(await jobsOf(person, 'mail.suspended')).toBe(1)

    await expect(suspendPerson(admin, { id: person.userId, reason: 'Again.' })).rejects.toMatchObject({
      code: 'conflict',
    })
    const back = await restorePerson(admin, { id: person.userId })
    expect(back.suspended).toBeNull()
    expect(await enter(person)).toEqual({ userId: person.userId })
    await expect(restorePerson(admin, { id: person.userId })).rejects.toMatchObject({ code: 'conflict' })
    expect(await kindsOf(person)).toEqual(expect.arrayContaining(['account.suspended', 'account.restored']))
  })

  it('may also just be signed out', async () => {
    const [admin, person] = [await inRole('admin'), await inRole('user')]
    expect(await signOutPerson(admin, { id: person.userId })).toEqual({ ended: 1 })
    expect(await enter(person)).toEqual({ userId: person.userId })
    await expect(signOutPerson(admin, { id: admin.userId })).rejects.toMatchObject(refused)
  })

  it('is nobody who has a say over the one who suspends', async () => {
    const [owner, admin, peer] = [await inRole('owner'), await inRole('admin'), await inRole('admin')]
    for (const id of [owner.userId, peer.userId, admin.userId])
      await expect(suspendPerson(admin, { id, reason: 'x' })).rejects.toMatchObject(refused)
    await expect(suspendPerson(owner, { id: owner.userId, reason: 'x' })).rejects.toMatchObject(refused)
    expect((await suspendPerson(owner, { id: peer.userId, reason: 'x' })).suspended).not.toBeNull()
    await expect(restorePerson(admin, { id: peer.userId })).rejects.toMatchObject(refused)
    await expect(suspendPerson(admin, { id: newId(), reason: 'x' })).rejects.toMatchObject({
      code: 'not_found',
    })
  })
})

describe('a role', () => {
  it('is given by those above it, to people with a confirmed address, and told', async () => {
    const [owner, admin, person] = [await inRole('owner'), await inRole('admin'), await inRole('user')]
    const id = person.userId
    expect((await changeRole(admin, { id, role: 'support' })).role).toBe('support')
    await expect(changeRole(admin, { id, role: 'admin' })).rejects.toMatchObject(refused)
    expect((await changeRole(owner, { id, role: 'admin' })).role).toBe('admin')
    await expect(changeRole(admin, { id, role: 'user' })).rejects.toMatchObject(refused)
    await expect(changeRole(admin, { id: admin.userId, role: 'user' })).rejects.toMatchObject(refused)
    expect(await jobsOf(person, 'mail.role')).toBe(2)
    expect(await kindsOf(person)).toContain('role.changed')

    const unconfirmed = await createPerson()
    await expect(changeRole(owner, { id: unconfirmed.userId, role: 'support' })).rejects.toMatchObject(
      refused,
    )
  })

  it('needs a fresh proof of who gives it', async () => {
    const [owner, person] = [await inRole('owner'), await inRole('user')]
    await ageProof(owner)
    await expect(changeRole(owner, { id: person.userId, role: 'support' })).rejects.toMatchObject({
      code: 'proof_required',
    })
  })

  it('of two at once is given once', async () => {
    const [owner, person] = [await inRole('owner'), await inRole('user')]
    const both = await Promise.allSettled([
      changeRole(owner, { id: person.userId, role: 'support' }),
      changeRole(owner, { id: person.userId, role: 'admin' }),
    ])
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })
})

describe('the list of people', () => {
  it('is found by words as they are written, filtered, and read page by page', async () => {
    const admin = await inRole('admin')
    const mark = newId()
    const ids: string[] = []
    for (let n = 0; n < 32; n++) ids.push(await account(`Crowd (${mark}) ${n}`))
    const words = `crowd (${mark})`
    const first = await listPeople(admin, { words })
    expect(first.people).toHaveLength(30)
    const rest = await listPeople(admin, { words, cursor: first.nextCursor ?? '' })
    expect(rest.nextCursor).toBeNull()
    const all = [...first.people, ...rest.people].map(({ id }) => id)
    expect(all).toEqual(ids.toReversed())

    const one = ids[3] ?? ''
    await suspendPerson(admin, { id: one, reason: 'x' })
    const suspended = await listPeople(admin, { words, filter: 'suspended' })
    expect(suspended.people).toMatchObject([{ id: one, lastSeenAt: null }])
    const managing = await listPeople(admin, { words: admin.email, filter: 'managing' })
    const seen = { lastSeenAt: expect.any(String), may: { suspend: false, roles: [] } }
    expect(managing.people).toMatchObject([{ role: 'admin', ...seen }])
    expect((await listPeople(admin, { words: `${mark}.*` })).people).toEqual([])
  })

  it('is for those alone who manage people', async () => {
    for (const role of ['support', 'user'] as const)
      await expect(listPeople(await inRole(role), {})).rejects.toMatchObject(refused)
    const careless = { ...(await inRole('admin')), factorAt: null }
    await expect(listPeople(careless, {})).rejects.toMatchObject({ code: 'factor_required' })
  })
})
