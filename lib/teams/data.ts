import 'server-only'
import { ObjectId } from 'mongodb'
import { newId } from '@/lib/core/ids'
import { driverCollection, orm } from '@/lib/platform/db'

export type WorkspaceRecord = { id: string; name: string; isTeam: boolean; ownerId: string }

type WorkspaceDocument = { _id: ObjectId; name: string; kind: string; ownerId: ObjectId }

const workspaces = () => driverCollection<WorkspaceDocument>('workspaces')

const toRecord = ({ _id, name, kind, ownerId }: WorkspaceDocument): WorkspaceRecord => ({
  id: _id.toHexString(),
  name,
  isTeam: kind === 'team',
  ownerId: ownerId.toHexString(),
})

/** @returns a team; null also for a person's own workspace */
export async function findTeam(workspaceId: string): Promise<WorkspaceRecord | null> {
  const found = await workspaces().findOne({ _id: new ObjectId(workspaceId), kind: 'team' })
  return found && toRecord(found)
}

export async function findMembership(workspaceId: string, userId: string) {
  return orm().memberships.where({ workspaceId, userId }).first()
}

export async function findWorkspaces(ids: readonly string[]): Promise<Map<string, WorkspaceRecord>> {
  const found = await workspaces()
    .find({ _id: { $in: ids.map((id) => new ObjectId(id)) } })
    .toArray()
  return new Map(found.map((each) => [each._id.toHexString(), toRecord(each)]))
}

/** Makes a team with its owner in it. @returns its id */
export async function createTeam(name: string, ownerId: string): Promise<string> {
  const workspaceId = newId()
  await orm().workspaces.create({ _id: workspaceId, name, kind: 'team', ownerId, modelDefaults: null })
  const nothing = { plan: null, caps: null, givenCaps: null }
  await orm().memberships.create({ workspaceId, userId: ownerId, role: 'owner', ...nothing })
  return workspaceId
}

/** Takes a team away that nobody has been in yet. */
export async function dropTeam(workspaceId: string): Promise<void> {
  await orm().memberships.where({ workspaceId }).deleteAndCount()
  await orm().workspaces.where({ _id: workspaceId }).delete()
}

export async function countTeamsOf(ownerId: string): Promise<number> {
  return workspaces().countDocuments({ ownerId: new ObjectId(ownerId), kind: 'team' })
}

/** @returns false when there is no such team */
export async function renameTeam(workspaceId: string, name: string): Promise<boolean> {
  const renamed = await workspaces().updateOne(
    { _id: new ObjectId(workspaceId), kind: 'team' },
    { $set: { name } },
  )
  return renamed.matchedCount === 1
}
