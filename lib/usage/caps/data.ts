import 'server-only'
import { ObjectId } from 'mongodb'
import type { GivenCaps, OwnCaps, Scope } from '@/lib/auth/context'
import { driverCollection } from '@/lib/platform/db'

/** Writes what a person allows themselves in a workspace; their next request knows it. */
export async function writeCaps({ workspaceId, userId }: Scope, caps: OwnCaps | null): Promise<void> {
  await driverCollection('memberships').updateOne(
    { workspaceId: new ObjectId(workspaceId), userId: new ObjectId(userId) },
    { $set: { caps } },
  )
}

/** Writes what somebody may ask for at most, in every workspace they are in. */
export async function writeGivenCaps(userId: string, givenCaps: GivenCaps | null): Promise<void> {
  await driverCollection('memberships').updateMany({ userId: new ObjectId(userId) }, { $set: { givenCaps } })
}

/** @returns what people may ask for at most, by their ids; of those alone who have such a limit */
export async function findGivenCaps(userIds: readonly string[]): Promise<Map<string, GivenCaps>> {
  const found = await driverCollection<{ userId: ObjectId; givenCaps: GivenCaps | null }>('memberships')
    .find({ userId: { $in: userIds.map((id) => new ObjectId(id)) }, givenCaps: { $ne: null } })
    .toArray()
  return new Map(
    found.flatMap(({ userId, givenCaps }) => (givenCaps ? [[userId.toHexString(), givenCaps]] : [])),
  )
}
