import { ObjectId } from 'mongodb'
import { loadContext } from '@/lib/accounts/server'
import type { PersonCtx } from '@/lib/auth/context'
import { holdPlan } from '@/lib/billing/server'
import { newId } from '@/lib/core/ids'
import { driverCollection } from '@/lib/platform/db'
import { createPerson } from './app-database.ts'

type Person = Awaited<ReturnType<typeof createPerson>>
const memberships = () => driverCollection('memberships')
let joined = 0

/** Somebody becomes a member of a workspace; their requests are there from now on. */
export async function joinTeam(workspaceId: string, person: PersonCtx, role = 'member'): Promise<void> {
  const user = { userId: new ObjectId(person.userId) }
  await memberships().insertOne({
    workspaceId: new ObjectId(workspaceId),
    ...user,
    ...{ role, plan: null, caps: null, givenCaps: null },
    createdAt: new Date(Date.now() + ++joined),
  })
  const { sessionId } = person
  const here = { $set: { workspaceId: new ObjectId(workspaceId) } }
  await driverCollection('sessions').updateOne({ _id: new ObjectId(sessionId) }, here)
  await holdPlan(workspaceId)
}

/** Somebody is no member any more. */
export async function leaveTeam({ workspaceId, userId }: PersonCtx): Promise<void> {
  await memberships().deleteOne({
    workspaceId: new ObjectId(workspaceId),
    userId: new ObjectId(userId),
  })
  await holdPlan(workspaceId)
}

/** A team of so many people, its owner included. */
export async function teamOf(size: number, role = 'member'): Promise<{ owner: Person; members: Person[] }> {
  const owner = await createPerson('Olga')
  await driverCollection('workspaces').updateOne(
    { _id: new ObjectId(owner.workspaceId) },
    { $set: { kind: 'team', name: 'The team' } },
  )
  const members: Person[] = []
  for (let at = 1; at < size; at++) {
    const member = await createPerson(`Member ${at}`)
    await joinTeam(owner.workspaceId, member, role)
    const there = await loadContext(member, newId())
    if (!there) throw new Error('the new member could not come in')
    members.push({ ...there, email: member.email })
  }
  return { owner, members }
}

/** Somebody is invited to a workspace. */
export async function inviteTo(workspaceId: string, more: Record<string, Date> = {}): Promise<void> {
  await driverCollection('teamInvitations').insertOne({
    workspaceId: new ObjectId(workspaceId),
    ...{ email: `${newId()}@example.com`, tokenHash: newId(), role: 'member', invitedById: new ObjectId() },
    ...{ acceptedAt: null, revokedAt: null, createdAt: new Date(), expiresAt: new Date(Date.now() + 60_000) },
    ...more,
  })
}
