import 'server-only'
import { ObjectId } from 'mongodb'
import type { HeldPlan } from '@/lib/auth/context'
import { driverCollection } from '@/lib/platform/db'

type Member = { _id: ObjectId; workspaceId: ObjectId; userId: ObjectId; role: string; createdAt: Date }
const memberships = () => driverCollection<Member>('memberships')

/** @returns the memberships of a workspace as seats are taken: owners first, then as they joined */
export async function findMembers(workspaceId: string): Promise<Member[]> {
  const found = await memberships()
    .find({ workspaceId: new ObjectId(workspaceId) }, { projection: { userId: 1, role: 1, createdAt: 1 } })
    .toArray()
  const isOther = ({ role }: Member) => Number(role !== 'owner')
  return found.sort(
    (a, b) =>
      isOther(a) - isOther(b) ||
      a.createdAt.getTime() - b.createdAt.getTime() ||
      a._id.toHexString().localeCompare(b._id.toHexString()),
  )
}

/** Tells memberships what they hold. */
export async function writeHeldPlans(
  workspaceId: string,
  held: readonly [membership: string, plan: HeldPlan | null][],
): Promise<void> {
  if (held.length === 0) return
  await driverCollection('memberships').bulkWrite(
    held.map(([id, plan]) => ({
      updateOne: {
        filter: { _id: new ObjectId(id), workspaceId: new ObjectId(workspaceId) },
        update: { $set: { plan } },
      },
    })),
    { ordered: false },
  )
}

/** @returns whether a workspace is one that others can be invited to */
export async function isTeam(workspaceId: string): Promise<boolean> {
  const workspace = await driverCollection('workspaces').findOne(
    { _id: new ObjectId(workspaceId) },
    { projection: { kind: 1 } },
  )
  return workspace?.['kind'] === 'team'
}

/** @returns how many have joined a workspace, and how many are invited and may still */
export async function countTaken(
  workspaceId: string,
  now: Date,
): Promise<{ members: number; invitations: number }> {
  const here = { workspaceId: new ObjectId(workspaceId) }
  const open = { ...here, acceptedAt: null, revokedAt: null, expiresAt: { $gt: now } }
  const [members, invitations] = await Promise.all([
    memberships().countDocuments(here),
    driverCollection('teamInvitations').countDocuments(open),
  ])
  return { members, invitations }
}
