import 'server-only'
import { ObjectId } from 'mongodb'
import type { GivenCaps, HeldPlan, OwnCaps, Scope } from '@/lib/auth/context'
import { driverCollection } from '@/lib/platform/db'

type MembershipDocument = {
  workspaceId: ObjectId
  userId: ObjectId
  role: string
  plan: HeldPlan | null
  caps: OwnCaps | null
  givenCaps: GivenCaps | null
  createdAt: Date
}
const memberships = () => driverCollection<MembershipDocument>('memberships')

/** Writes what a person allows themselves in a workspace; their next request knows it. */
export async function writeCaps({ workspaceId, userId }: Scope, caps: OwnCaps | null): Promise<void> {
  await memberships().updateOne(
    { workspaceId: new ObjectId(workspaceId), userId: new ObjectId(userId) },
    { $set: { caps } },
  )
}

/** Writes what somebody may ask for at most, in every workspace they are in: it stands with their own, which is their oldest. */
export async function writeGivenCaps(userId: string, givenCaps: GivenCaps | null): Promise<void> {
  await memberships().findOneAndUpdate(
    { userId: new ObjectId(userId) },
    { $set: { givenCaps } },
    { sort: { createdAt: 1 } },
  )
}

/** @returns what people may ask for at most, by their ids; of those alone who have such a limit */
export async function findGivenCaps(userIds: readonly string[]): Promise<Map<string, GivenCaps>> {
  const found = await memberships()
    .find(
      { userId: { $in: userIds.map((id) => new ObjectId(id)) } },
      { projection: { userId: 1, givenCaps: 1 } },
    )
    .sort({ createdAt: -1 })
    .toArray()
  // Their own workspace comes last, and is what is left of them.
  const own = new Map(found.map(({ userId, givenCaps }) => [userId.toHexString(), givenCaps]))
  return new Map([...own].flatMap(([id, caps]) => (caps ? [[id, caps]] : [])))
}

/** Writes what a member may ask for at most in a team. @returns their membership; null for nobody there, and for its owner */
export async function writeTeamCaps(
  { workspaceId, userId }: Scope,
  givenCaps: GivenCaps | null,
): Promise<MembershipDocument | null> {
  return memberships().findOneAndUpdate(
    { workspaceId: new ObjectId(workspaceId), userId: new ObjectId(userId), role: { $ne: 'owner' } },
    { $set: { givenCaps } },
    { returnDocument: 'after' },
  )
}

/** @returns who belongs to a workspace, and what each may ask for at most there */
export async function findMemberCaps(workspaceId: string): Promise<MembershipDocument[]> {
  return memberships()
    .find({ workspaceId: new ObjectId(workspaceId) })
    .sort({ createdAt: 1 })
    .toArray()
}
