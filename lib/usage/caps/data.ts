import 'server-only'
import { ObjectId } from 'mongodb'
import type { OwnCaps, Scope } from '@/lib/auth/context'
import { driverCollection } from '@/lib/platform/db'

/** Writes what a person allows themselves in a workspace; their next request knows it. */
export async function writeCaps({ workspaceId, userId }: Scope, caps: OwnCaps | null): Promise<void> {
  await driverCollection('memberships').updateOne(
    { workspaceId: new ObjectId(workspaceId), userId: new ObjectId(userId) },
    { $set: { caps } },
  )
}
