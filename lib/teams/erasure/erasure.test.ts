import { ObjectId } from 'mongodb'
import { expect, it } from 'vitest'
import { newId } from '@/lib/core/ids'
import { COLLECTION_NAMES, fieldsOf } from '@/lib/platform/contract'
import { driverCollection } from '@/lib/platform/db'
import { previewDeletion, requestDeletion } from '@/lib/privacy/erasure/request-deletion'
import { createPerson, onAppDatabase } from '@/scripts/test/app-database'
import { fillCollection } from '@/scripts/test/fill-database'
import { teamOf } from '@/scripts/test/team'
import { createInvitation } from '../invitations/data'
import { teamData } from '../personal-data'
import { eraseOf, eraseWorkspace } from './data'

onAppDatabase()

const OF_SOMEBODY = COLLECTION_NAMES.filter(
  (name) => 'workspaceId' in fieldsOf(name) && 'userId' in fieldsOf(name),
)
/** Where something is still of a workspace, or of somebody in it. */
async function placesOf(where: { workspaceId: string; userId?: string }): Promise<string[]> {
  const filter = Object.fromEntries(Object.entries(where).map(([name, id]) => [name, new ObjectId(id)]))
  const counts = await Promise.all(
    OF_SOMEBODY.map(async (name) => [name, await driverCollection(name).countDocuments(filter)] as const),
  )
  return counts.filter(([, count]) => count > 0).map(([name]) => name)
}

it('whoever left long ago has nothing in the team but its figures, and others have all of theirs', async () => {
  const [workspaceId, elsewhere] = [newId(), newId()]
  const [gone, mate] = [newId(), newId()]
  const person = (userId: string, at = workspaceId) => ({
    userId,
    workspaceId: at,
    email: newId(),
    word: 'w',
  })
  const once = ['memberships', 'billingAccounts', 'wallets']
  for (const name of OF_SOMEBODY) {
    await fillCollection(name, person(mate))
    if (!once.includes(name)) await fillCollection(name, person(gone))
    await fillCollection(name, person(gone, elsewhere))
  }
  await eraseOf({ workspaceId, userId: gone })
  await eraseOf({ workspaceId, userId: gone })
  expect(await placesOf({ workspaceId, userId: gone })).toEqual([
    ...['creditEntries', 'liveEvents', 'quoteRequests', 'sessions', 'usageEvents'].sort(),
  ])
  for (const theirs of [
    { workspaceId, userId: mate },
    { workspaceId: elsewhere, userId: gone },
  ])
    expect(await placesOf(theirs)).toHaveLength(OF_SOMEBODY.length)
  await eraseWorkspace(workspaceId)
  expect(await placesOf({ workspaceId })).toEqual(['billingAccounts', 'sessions'])
  expect(await placesOf({ workspaceId: elsewhere })).toHaveLength(OF_SOMEBODY.length)
})

it('an account with a team others are in waits, and one that goes frees its seat and its invitations', async () => {
  await createPerson('The first owns the installation')
  const { owner, members } = await teamOf(2)
  const [member] = members
  if (!member) throw new Error('nobody')
  expect((await previewDeletion(owner)).toHandOver.workspaces).toEqual([
    { id: owner.workspaceId, name: 'The team' },
  ])
  await expect(requestDeletion(owner)).rejects.toMatchObject({ code: 'conflict' })
  const [data] = teamData
  if (!data) throw new Error('nothing is declared')
  const invitation = {
    workspaceId: owner.workspaceId,
    role: 'member',
    expiresAt: new Date(Date.now() + 60_000),
  }
  const invite = (email: string, invitedById: string) =>
    createInvitation({ ...invitation, _id: newId(), email, tokenHash: newId(), invitedById })
  const stranger = `${newId()}@example.com`
  await invite(member.email, owner.userId)
  await invite(stranger, member.userId)
  const subject = { userId: member.userId, email: member.email }
  expect(await data.countFor(subject)).toBe(2)
  await data.eraseFor(subject)
  const here = { workspaceId: new ObjectId(owner.workspaceId) }
  expect(await driverCollection('memberships').countDocuments(here)).toBe(1)
  const left = await driverCollection('teamInvitations').find(here).toArray()
  expect(left.map(({ email, invitedById }) => [email, String(invitedById)])).toEqual([
    [stranger, '0'.repeat(24)],
  ])
})
