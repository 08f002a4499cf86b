import 'server-only'
import { type Document, ObjectId } from 'mongodb'
import type { Position } from '@/lib/core/cursor'
import { driverCollection, orm } from '@/lib/platform/db'
import { TEAM_EVENTS } from './schema'

type NewEvent = {
  userId: string | null
  actorId: string | null
  kind: string
  ip: string | null
  userAgent: string | null
  requestId: string
  data: Record<string, string | number | boolean> | null
}

/** The log only grows: nothing here changes or removes an entry. */
export async function appendSecurityEvent(event: NewEvent): Promise<void> {
  await orm().securityEvents.create(event)
}

export type SecurityEventRecord = {
  _id: ObjectId
  kind: string
  ip: string | null
  userAgent: string | null
  createdAt: Date
} & Document

/** Everything that happened to anybody, oldest first, read as it is taken. */
export async function* readSecurityEvents(): AsyncGenerator<SecurityEventRecord> {
  yield* driverCollection<SecurityEventRecord>('securityEvents').find().sort({ createdAt: 1 })
}

/** What happened to a person's account before `before`, newest first. */
export async function findSecurityEvents(
  userId: string,
  before: Position | null,
  limit: number,
): Promise<SecurityEventRecord[]> {
  const older = before && {
    $or: [{ createdAt: { $lt: before.at } }, { createdAt: before.at, _id: { $lt: new ObjectId(before.id) } }],
  }
  return driverCollection<SecurityEventRecord>('securityEvents')
    .find({ userId, ...older })
    .sort({ createdAt: -1, _id: -1 })
    .limit(limit)
    .toArray()
}

/** What happened in a team, as it stands in the logs of some of its people, newest first: the same event in each. */
export async function findTeamEvents(
  workspaceId: string,
  userIds: readonly string[],
  limit: number,
): Promise<SecurityEventRecord[]> {
  return driverCollection<SecurityEventRecord>('securityEvents')
    .find({ userId: { $in: [...userIds] }, kind: { $in: [...TEAM_EVENTS] }, 'data.workspaceId': workspaceId })
    .sort({ createdAt: -1, _id: -1 })
    .limit(limit)
    .toArray()
}

/** Looks at a person's things by somebody of the operator, newest first. */
export async function findSupportAccess(userId: string, limit: number): Promise<SecurityEventRecord[]> {
  return driverCollection<SecurityEventRecord>('securityEvents')
    .find({ userId, kind: 'support.access' })
    .sort({ createdAt: -1 })
    .limit(limit)
    .toArray()
}
