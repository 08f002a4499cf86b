import 'server-only'
import { ObjectId } from 'mongodb'
import type { Scope } from '@/lib/auth/context'
import type { Position } from '@/lib/core/cursor'
import { driverCollection } from '@/lib/platform/db'
import type { Feedback, ReportInput } from './schema'

const whose = ({ workspaceId, userId }: Scope) => ({
  workspaceId: new ObjectId(workspaceId),
  userId: new ObjectId(userId),
})

export async function setFeedback(
  scope: Scope,
  conversationId: string,
  messageId: string,
  feedback: Feedback | null,
): Promise<void> {
  const message = { _id: new ObjectId(messageId), conversationId: new ObjectId(conversationId) }
  await driverCollection('messages').updateOne(
    { ...message, ...whose(scope), deletedAt: null },
    { $set: { feedback } },
  )
}

/** One report a person and message: saying more changes it. */
export async function saveReport(scope: Scope, { id, messageId, reason, note }: ReportInput): Promise<void> {
  await driverCollection('messageReports').updateOne(
    { ...whose(scope), messageId: new ObjectId(messageId) },
    { $set: { conversationId: new ObjectId(id), reason, note, createdAt: new Date(), handledAt: null } },
    { upsert: true },
  )
}

export type ReportRecord = {
  _id: ObjectId
  workspaceId: ObjectId
  userId: ObjectId
  conversationId: ObjectId
  messageId: ObjectId
  reason: string
  note: string
  createdAt: Date
  handledAt: Date | null
}

const reports = () => driverCollection<ReportRecord>('messageReports')

/** Reports of everybody that were dealt with, or were not, the newest first. */
export async function findReports(
  { isHandled, before }: { isHandled: boolean; before: Position | null },
  limit: number,
): Promise<ReportRecord[]> {
  const older = before && {
    $or: [{ createdAt: { $lt: before.at } }, { createdAt: before.at, _id: { $lt: new ObjectId(before.id) } }],
  }
  return reports()
    .find({ handledAt: isHandled ? { $ne: null } : null, ...older })
    .sort({ createdAt: -1, _id: -1 })
    .limit(limit)
    .toArray()
}

export async function findReport(reportId: string): Promise<ReportRecord | null> {
  return reports().findOne({ _id: new ObjectId(reportId) })
}

/** @returns false when there is no such report */
export async function setHandled(reportId: string, handledAt: Date | null): Promise<boolean> {
  const changed = await reports().updateOne({ _id: new ObjectId(reportId) }, { $set: { handledAt } })
  return changed.matchedCount === 1
}
