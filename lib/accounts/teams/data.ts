import 'server-only'
import { ObjectId } from 'mongodb'
import { driverCollection } from '@/lib/platform/db'

type TeamDocument = { _id: ObjectId; name: string }
const teams = () => driverCollection<TeamDocument & { kind: 'team'; ownerId: ObjectId }>('workspaces')

/** @returns the teams somebody owns */
export async function findOwnedTeams(ownerId: string): Promise<{ id: string; name: string }[]> {
  const found = await teams()
    .find({ ownerId: new ObjectId(ownerId), kind: 'team' })
    .toArray()
  return found.map(({ _id, name }) => ({ id: _id.toHexString(), name }))
}

/** @returns names by id, of those workspaces that are teams */
export async function findTeamNames(workspaceIds: readonly ObjectId[]): Promise<Map<string, string>> {
  if (workspaceIds.length === 0) return new Map()
  const found = await teams()
    .find({ _id: { $in: [...workspaceIds] }, kind: 'team' })
    .project<TeamDocument>({ name: 1 })
    .toArray()
  return new Map(found.map(({ _id, name }) => [_id.toHexString(), name]))
}
