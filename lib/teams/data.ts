import 'server-only'
import { ObjectId } from 'mongodb'
import { newId } from '@/lib/core/ids'
import { driverCollection, isDuplicateKey, orm } from '@/lib/platform/db'
import type { TeamRole } from './limits'

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

export async function renameTeam(workspaceId: string, name: string): Promise<void> {
  await workspaces().updateOne({ _id: new ObjectId(workspaceId) }, { $set: { name } })
}

type MembershipDocument = {
  workspaceId: ObjectId
  userId: ObjectId
  role: string
  plan: unknown
  createdAt: Date
}
const memberships = () => driverCollection<MembershipDocument>('memberships')
const memberOf = (workspaceId: string, userId: string) => ({
  workspaceId: new ObjectId(workspaceId),
  userId: new ObjectId(userId),
})

/** @returns a team's members, those first who have been there longest */
export async function findMembers(workspaceId: string) {
  return orm().memberships.where({ workspaceId }).orderBy({ createdAt: 1 }).all()
}

/** @returns false when they belong to the team already */
export async function addMember(workspaceId: string, userId: string, role: TeamRole): Promise<boolean> {
  try {
    await orm().memberships.create({ workspaceId, userId, role, plan: null, caps: null, givenCaps: null })
    return true
  } catch (error) {
    if (isDuplicateKey(error)) return false
    throw error
  }
}

/** @returns false when they are not what they were: the owner's role is nobody's to change */
export async function setRole(
  workspaceId: string,
  userId: string,
  { from, to }: { from: string; to: TeamRole },
): Promise<boolean> {
  const changed = await memberships().updateOne(
    { ...memberOf(workspaceId, userId), role: { $eq: from, $ne: 'owner' } },
    { $set: { role: to } },
  )
  return changed.matchedCount === 1
}

/**
 * Makes a member the owner; the one before stays as an admin. However many try at once, a team has one owner.
 *
 * @returns false when the heir is not what they were, or somebody else owns the team by now
 */
export async function passOn(
  workspaceId: string,
  ownerId: string,
  heir: { userId: string; role: string },
): Promise<boolean> {
  const ofHeir = memberOf(workspaceId, heir.userId)
  const made = await memberships().updateOne({ ...ofHeir, role: heir.role }, { $set: { role: 'owner' } })
  if (made.matchedCount === 0) return false
  const passed = await workspaces().updateOne(
    { _id: new ObjectId(workspaceId), ownerId: new ObjectId(ownerId) },
    { $set: { ownerId: new ObjectId(heir.userId) } },
  )
  const [whose, role] = passed.matchedCount === 1 ? [ownerId, 'admin'] : [heir.userId, heir.role]
  await memberships().updateOne(memberOf(workspaceId, whose), { $set: { role } })
  return passed.matchedCount === 1
}

/** Ends a membership that is not the owner's. @returns false when there is none (any more) */
export async function dropMember(workspaceId: string, userId: string): Promise<boolean> {
  const dropped = await memberships().deleteOne({ ...memberOf(workspaceId, userId), role: { $ne: 'owner' } })
  return dropped.deletedCount === 1
}

/** Ends the keys somebody made in a workspace. */
export async function revokeKeys(workspaceId: string, userId: string): Promise<void> {
  await driverCollection('apiKeys').updateMany(
    { ...memberOf(workspaceId, userId), revokedAt: null },
    { $set: { revokedAt: new Date() } },
  )
}

/** Lets nobody in any more: a request finds no membership, and no invitation leads here. */
export async function closeTeam(workspaceId: string): Promise<void> {
  const here = { workspaceId: new ObjectId(workspaceId) }
  await driverCollection('teamInvitations').deleteMany(here)
  await memberships().deleteMany(here)
}

/** @returns the teams somebody belongs to without owning them */
export async function findTeamsOfOthers(userId: string): Promise<string[]> {
  const theirs = await memberships()
    .find({ userId: new ObjectId(userId) })
    .toArray()
  const teams = await workspaces()
    .find({
      _id: { $in: theirs.map(({ workspaceId }) => workspaceId) },
      kind: 'team',
      ownerId: { $ne: new ObjectId(userId) },
    })
    .toArray()
  return teams.map(({ _id }) => _id.toHexString())
}

/** Ends memberships of somebody whose account goes. */
export async function leaveTeams(workspaceIds: readonly string[], userId: string): Promise<void> {
  await memberships().deleteMany({
    workspaceId: { $in: workspaceIds.map((id) => new ObjectId(id)) },
    userId: new ObjectId(userId),
  })
}
