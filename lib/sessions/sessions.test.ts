import { ObjectId } from 'mongodb'
import { describe, expect, it } from 'vitest'
import { loadContext } from '@/lib/accounts/server'
import { newId } from '@/lib/core/ids'
import { driverCollection } from '@/lib/platform/db'
import { hashToken } from '@/lib/platform/secrets'
import { createPerson, onAppDatabase, signIn, someRequest } from '@/scripts/test/app-database'
import { beginSession } from './begin-session'
import { endOtherSessions, endSession, listSessions } from './manage-sessions'
import { rotateSession } from './rotate-session'

onAppDatabase()

const begin = (userId: string, device = newId()) =>
  beginSession(someRequest(), { userId, method: 'password', device })
const rotate = (token: string) => rotateSession(token, newId())
const idOf = (id: string) => new ObjectId(id)
/** As if the last rotation had been `ms` ago. */
const age = (sessionId: string, ms: number) =>
  driverCollection('sessions').updateOne(
    { _id: idOf(sessionId) },
    { $set: { rotatedAt: new Date(Date.now() - ms) } },
  )

describe('rotation', () => {
  it('takes a token for a new one, again and again', async () => {
    const { userId } = await createPerson()
    let { refreshToken } = await begin(userId)
    for (let i = 0; i < 5; i++) {
      const rotated = await rotate(refreshToken)
      expect(rotated?.refreshToken).toBeTruthy()
      expect(rotated?.refreshToken).not.toBe(refreshToken)
      refreshToken = rotated?.refreshToken ?? ''
    }
  })

  it('gives many requests at once the same new token', async () => {
    const { userId } = await createPerson()
    const { refreshToken, sessionId } = await begin(userId)
    const outcomes = await Promise.all(Array.from({ length: 12 }, () => rotate(refreshToken)))
    expect(outcomes.every((outcome) => outcome?.session._id === sessionId)).toBe(true)
    const tokens = new Set(outcomes.map((outcome) => outcome?.refreshToken))
    expect(tokens.size).toBe(1)
    expect((await rotate([...tokens][0] ?? ''))?.session._id).toBe(sessionId)
  })

  it('goes on where the answer with the new token was lost', async () => {
    const { userId } = await createPerson()
    const { refreshToken, sessionId } = await begin(userId)
    await rotate(refreshToken)
    const again = (await rotate(refreshToken))?.refreshToken ?? ''
    await age(sessionId, 61_000)
    expect((await rotate(again))?.session._id).toBe(sessionId)
  })

  it('ends the session when a replaced token comes back later, for both who hold it', async () => {
    const { userId } = await createPerson()
    const { refreshToken, sessionId } = await begin(userId)
    const next = (await rotate(refreshToken))?.refreshToken ?? ''
    await age(sessionId, 61_000)
    expect(await rotate(refreshToken)).toBeNull()
    expect(await rotate(next)).toBeNull()
    expect(await loadContext({ userId, sessionId }, newId())).toBeNull()
  })

  it('gives nothing for an unknown, an ended or an old session', async () => {
    const { userId } = await createPerson()
    expect(await rotate('never made')).toBeNull()
    const ended = await begin(userId)
    const person = await loadContext(await signIn(userId), newId())
    if (!person) throw new Error('no context')
    await endSession(person, { id: ended.sessionId })
    expect(await rotate(ended.refreshToken)).toBeNull()
    const old = await begin(userId)
    await driverCollection('sessions').updateOne(
      { tokenHash: hashToken(old.refreshToken) },
      { $set: { expiresAt: new Date(Date.now() - 1) } },
    )
    expect(await rotate(old.refreshToken)).toBeNull()
  })

  it('keeps no token in the database', async () => {
    const { userId } = await createPerson()
    const { refreshToken } = await begin(userId)
    expect(JSON.stringify(await driverCollection('sessions').find().toArray())).not.toContain(refreshToken)
  })
})

describe("a person's sessions", () => {
  it('are listed with this one first, and end one by one or all others at once', async () => {
    const person = await createPerson()
    const other = await signIn(person.userId)
    await signIn(person.userId)
    const list = await listSessions(person)
    expect(list).toHaveLength(3)
    expect(list[0]).toMatchObject({ id: person.sessionId, isCurrent: true })
    await endSession(person, { id: other.sessionId })
    expect(await loadContext(other, newId())).toBeNull()
    expect(await endOtherSessions(person)).toEqual({ ended: 1 })
    expect(await listSessions(person)).toHaveLength(1)
  })

  it("cannot be ended by somebody else, and somebody else's id in a token opens nothing", async () => {
    const [a, b] = [await createPerson(), await createPerson()]
    const id = a.sessionId ?? ''
    await expect(endSession(b, { id })).rejects.toMatchObject({ code: 'not_found' })
    expect(await loadContext({ userId: b.userId, sessionId: id }, newId())).toBeNull()
    expect(await listSessions(a)).toHaveLength(1)
  })

  it('end with a ban, at once', async () => {
    const { userId, sessionId = '' } = await createPerson()
    await driverCollection('users').updateOne({ _id: idOf(userId) }, { $set: { suspendedAt: new Date() } })
    expect(await loadContext({ userId, sessionId }, newId())).toBeNull()
  })

  it('on a new device are told apart from the first ever and from known devices', async () => {
    const { userId } = await createPerson()
    await driverCollection('sessions').deleteMany({ userId: idOf(userId) })
    const device = newId()
    expect((await begin(userId, device)).isNewDevice).toBe(false)
    expect((await begin(userId, device)).isNewDevice).toBe(false)
    expect((await begin(userId)).isNewDevice).toBe(true)
  })
})
