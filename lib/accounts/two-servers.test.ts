import { ObjectId } from 'mongodb'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { newId } from '@/lib/core/ids'
import { driverCollection } from '@/lib/platform/db'
import { closeEndedSessions, endWithSession } from '@/lib/sessions/server'
import { startAnotherServer } from '@/scripts/test/another-server'
import { createPerson, onAppDatabase, PASSWORD, signIn } from '@/scripts/test/app-database'
import { loadContext } from './load-context'

onAppDatabase()

const startOther = () =>
  startAnotherServer(async () => ({
    ...(await import('./load-context')),
    ...(await import('./sessions')),
    ...(await import('@/lib/platform/db')),
  }))
let other: Awaited<ReturnType<typeof startOther>>
beforeAll(async () => {
  other = await startOther()
})
afterAll(() => other.stop())

it('a new role counts on every server with the next request', async () => {
  const person = await createPerson()
  const seen = () => loadContext(person, newId())
  expect(await seen()).toMatchObject({ role: 'owner', instanceRole: person.instanceRole })
  await other.run(async ({ driverCollection: there }) => {
    const userId = new ObjectId(person.userId)
    await there('users').updateOne({ _id: userId }, { $set: { role: 'support' } })
    await there('memberships').updateOne({ userId }, { $set: { role: 'viewer' } })
  })
  expect(await seen()).toMatchObject({ role: 'viewer', instanceRole: 'support' })
})

it('a new password and a ban end on every server what is open, and what is asked next', async () => {
  for (const decide of ['password', 'ban'] as const) {
    const person = await createPerson()
    const session = await signIn(person.userId)
    let ended = false
    endWithSession(session.sessionId, () => {
      ended = true
    })
    await closeEndedSessions()
    expect(ended).toBe(false)
    await other.run(async ({ changePassword, driverCollection: there }) => {
      if (decide === 'password')
        await changePassword(person, { current: PASSWORD, next: 'another sentence of words' })
      const banned = { $set: { suspendedAt: new Date() } }
      if (decide === 'ban') await there('users').updateOne({ _id: new ObjectId(person.userId) }, banned)
    })
    await closeEndedSessions()
    expect(ended).toBe(true)
    expect(await loadContext(session, newId())).toBeNull()
  }
  expect(await driverCollection('sessions').countDocuments({ endReason: 'password' })).toBeGreaterThan(0)
})
