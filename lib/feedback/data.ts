import 'server-only'
import { ObjectId } from 'mongodb'
import type { Scope } from '@/lib/auth/context'
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
