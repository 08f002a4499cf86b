import 'server-only'
import { ObjectId } from 'mongodb'
import type { Scope } from '@/lib/auth/context'
import { driverCollection, orm } from '@/lib/platform/db'

export type SummaryRecord = NonNullable<Awaited<ReturnType<typeof findSummary>>>
type NewSummary = Pick<
  SummaryRecord,
  'conversationId' | 'throughId' | 'throughDepth' | 'text' | 'tokens' | 'model'
>

const whose = ({ workspaceId, userId }: Scope, conversationId: string) => ({
  workspaceId: new ObjectId(workspaceId),
  userId: new ObjectId(userId),
  conversationId: new ObjectId(conversationId),
})

export async function findSummary({ workspaceId, userId }: Scope, conversationId: string, id: string) {
  return orm().contextSummaries.where({ _id: id, workspaceId, userId, conversationId }).first()
}

/** All summaries of a conversation, of all its branches, those that reach furthest first. */
export async function findSummaries({ workspaceId, userId }: Scope, conversationId: string) {
  return orm()
    .contextSummaries.where({ workspaceId, userId, conversationId })
    .orderBy({ throughDepth: -1 })
    .all()
}

/** Writes the summary up to a message, over an earlier one up to the same message. */
export async function saveSummary(scope: Scope, summary: NewSummary): Promise<void> {
  const { conversationId, throughId, ...content } = summary
  const now = new Date()
  await driverCollection('contextSummaries').updateOne(
    { ...whose(scope, conversationId), throughId: new ObjectId(throughId) },
    { $set: { ...content, editedAt: null, updatedAt: now }, $setOnInsert: { createdAt: now } },
    { upsert: true },
  )
}

export async function updateSummary(
  { workspaceId, userId }: Scope,
  id: string,
  patch: Pick<SummaryRecord, 'text' | 'tokens' | 'editedAt'>,
): Promise<void> {
  await orm().contextSummaries.where({ _id: id, workspaceId, userId }).update(patch)
}

/** Removes the summaries of a conversation that reach `fromDepth` or further. */
export async function deleteSummariesFrom(
  scope: Scope,
  conversationId: string,
  fromDepth: number,
): Promise<void> {
  await driverCollection<{ throughDepth: number }>('contextSummaries').deleteMany({
    ...whose(scope, conversationId),
    throughDepth: { $gte: fromDepth },
  })
}
