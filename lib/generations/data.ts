import 'server-only'
import { MongoFieldFilter } from '@prisma/orm-mongo/query-ast/execution'
import { ObjectId } from 'mongodb'
import type { Scope } from '@/lib/auth/context'
import { driverCollection, isDuplicateKey, orm } from '@/lib/platform/db'

export type GenerationRecord = NonNullable<Awaited<ReturnType<typeof findByKey>>>
export type EndStatus = 'done' | 'stopped' | 'failed' | 'interrupted'

type NewGeneration = {
  _id: string
  conversationId: string
  key: string
  userMessageId: string
  replyId: string
  model: string
  temporary?: boolean
  begunChars?: number
}
type GenerationDocument = {
  _id: ObjectId
  workspaceId: ObjectId
  userId: ObjectId
  conversationId: ObjectId
  key: string
  replyId: ObjectId
  temporary: boolean
  status: string
  stopRequested: boolean
  heartbeatAt: Date
  endedAt: Date | null
}

const generations = () => driverCollection<GenerationDocument>('generations')

/** @returns null when a generation with this key exists already */
export async function createGeneration(scope: Scope, generation: NewGeneration) {
  const now = new Date()
  const { workspaceId, userId } = scope
  const started = {
    status: 'running',
    stopRequested: false,
    heartbeatAt: now,
    startedAt: now,
    endedAt: null,
  }
  try {
    return await orm().generations.create({
      temporary: false,
      begunChars: null,
      ...generation,
      workspaceId,
      userId,
      ...started,
    })
  } catch (error) {
    if (isDuplicateKey(error)) return null
    throw error
  }
}

export async function findByKey(scope: Scope, key: string) {
  return orm().generations.where({ key, workspaceId: scope.workspaceId, userId: scope.userId }).first()
}

export async function findGeneration(scope: Scope, conversationId: string, generationId: string) {
  const { workspaceId, userId } = scope
  return orm().generations.where({ _id: generationId, conversationId, workspaceId, userId }).first()
}

/** The same by its id alone. */
export async function findOwnGeneration({ workspaceId, userId }: Scope, generationId: string) {
  return orm().generations.where({ _id: generationId, workspaceId, userId }).first()
}

export async function findRunning(scope: Scope, conversationId: string): Promise<GenerationRecord[]> {
  const { workspaceId, userId } = scope
  return orm().generations.where({ workspaceId, conversationId, status: 'running', userId }).all()
}

/** @returns the newest generation whose key is in the range */
export async function findNewestByKey(scope: Scope, [from, before]: [from: string, before: string]) {
  const { workspaceId, userId } = scope
  return orm()
    .generations.where({ workspaceId, userId })
    .where(MongoFieldFilter.gte('key', from))
    .where(MongoFieldFilter.lt('key', before))
    .orderBy({ startedAt: -1 })
    .first()
}

/** Gives ended generations whose keys are in the range keys that say nothing any more. */
export async function retireKeys(scope: Scope, [from, before]: [from: string, before: string]) {
  const { workspaceId, userId } = scope
  const found = await orm()
    .generations.where({ workspaceId, userId })
    .where(MongoFieldFilter.gte('key', from))
    .where(MongoFieldFilter.lt('key', before))
    .all()
  for (const { _id, status } of found)
    if (status !== 'running')
      await orm()
        .generations.where({ _id })
        .update({ key: `retired:${_id}` })
}

/** Running generations of any workspace whose server has not been heard of since `before`. */
export async function findStale(before: Date): Promise<GenerationRecord[]> {
  return orm()
    .generations.where({ status: 'running' })
    .where(MongoFieldFilter.lt('heartbeatAt', before))
    .limit(100)
    .all()
}

/**
 * Says that these generations are alive.
 *
 * @returns the ids whose person asked for a stop, here or on another server
 */
export async function heartbeat(generationIds: readonly string[]): Promise<string[]> {
  const running = { _id: { $in: generationIds.map((id) => new ObjectId(id)) }, status: 'running' }
  await generations().updateMany(running, { $set: { heartbeatAt: new Date() } })
  const stopping = await generations()
    .find({ ...running, stopRequested: true }, { projection: { _id: 1 } })
    .toArray()
  return stopping.map((generation) => generation._id.toHexString())
}

/**
 * Asks for the end of all replies being made in these conversations.
 *
 * @param replyId only of this one
 * @returns the ids of the generations
 */
export async function markStopRequested(
  scope: Scope,
  conversationIds: readonly string[],
  replyId?: string,
): Promise<string[]> {
  const filter = {
    workspaceId: new ObjectId(scope.workspaceId),
    userId: new ObjectId(scope.userId),
    conversationId: { $in: conversationIds.map((id) => new ObjectId(id)) },
    status: 'running',
    ...(replyId && { replyId: new ObjectId(replyId) }),
  }
  const running = await generations().find(filter).project<{ _id: ObjectId }>({ _id: 1 }).toArray()
  const found = running.map(({ _id }) => _id)
  if (found.length > 0)
    await generations().updateMany({ _id: { $in: found } }, { $set: { stopRequested: true } })
  return found.map((id) => id.toHexString())
}

/** @returns whose replies are being made, on any server */
export async function findPeopleBeingAnswered(): Promise<string[]> {
  const running = await generations()
    .find({ status: 'running', stopRequested: false })
    .project<{ userId: ObjectId }>({ userId: 1 })
    .toArray()
  return [...new Set(running.map(({ userId }) => userId.toHexString()))]
}

/** Stops everything that is being made for some people. */
export async function stopAllOf(userIds: readonly string[]): Promise<void> {
  const theirs = { userId: { $in: userIds.map((id) => new ObjectId(id)) }, status: 'running' }
  await generations().updateMany(theirs, { $set: { stopRequested: true } })
}

/** Stops everything that is being made for somebody in a workspace. */
export async function stopAllIn({ workspaceId, userId }: Scope): Promise<void> {
  const theirs = { workspaceId: new ObjectId(workspaceId), userId: new ObjectId(userId), status: 'running' }
  await generations().updateMany(theirs, { $set: { stopRequested: true } })
}

/** Ends a running generation. @returns false when it had ended already: exactly one caller wins */
export async function endGeneration(generationId: string, status: EndStatus): Promise<boolean> {
  const ended = await generations().updateOne(
    { _id: new ObjectId(generationId), status: 'running' },
    { $set: { status, endedAt: new Date() } },
  )
  return ended.modifiedCount === 1
}

type Owned = { id: string; workspaceId: string }

const repliesOf = ({ id, workspaceId }: Owned) => ({
  workspaceId: new ObjectId(workspaceId),
  conversationId: new ObjectId(id),
})

/** @returns the ids of those conversations in which a reply is being made */
export async function findConversationsWithReplies(conversations: readonly Owned[]): Promise<Set<string>> {
  const running = new Set<string>()
  for (const conversation of conversations) {
    const found = await generations().findOne({ ...repliesOf(conversation), status: 'running' })
    if (found) running.add(conversation.id)
  }
  return running
}

/** Removes all replies that were made in these conversations, with their logs. */
export async function purgeGenerations(conversations: readonly Owned[]): Promise<void> {
  for (const conversation of conversations) {
    const made = await generations()
      .find(repliesOf(conversation))
      .project<{ _id: ObjectId }>({ _id: 1 })
      .toArray()
    await removeGenerations(made.map(({ _id }) => _id))
  }
}

type ReplyOwned = { id: string; workspaceId: string; conversationId: string }

/** Removes the logs of the making of these replies, which may be any messages. The generations stay, without words. */
export async function purgeReplyLogs(replies: readonly ReplyOwned[]): Promise<void> {
  for (const { id, workspaceId, conversationId } of replies) {
    const made = await generations()
      .find({ ...repliesOf({ id: conversationId, workspaceId }), replyId: new ObjectId(id) })
      .project<{ _id: ObjectId }>({ _id: 1 })
      .toArray()
    if (made.length === 0) continue
    const generationId = { $in: made.map(({ _id }) => _id) }
    await driverCollection('generationEvents').deleteMany({ generationId })
  }
}

/** Begins the keys of temporary replies, so that the index of keys finds them. */
export const TEMPORARY_KEY = 'temporary:'

/** Removes temporary replies that ended before `before`. @returns how many */
export async function purgeTemporary(before: Date): Promise<number> {
  const key = { $gte: TEMPORARY_KEY, $lt: `${TEMPORARY_KEY.slice(0, -1)};` }
  const filter = { key, temporary: true, status: { $ne: 'running' }, endedAt: { $ne: null, $lt: before } }
  const ended = await generations().find(filter).project<{ _id: ObjectId }>({ _id: 1 }).limit(500).toArray()
  await removeGenerations(ended.map(({ _id }) => _id))
  return ended.length
}

async function removeGenerations(ids: ObjectId[]): Promise<void> {
  if (ids.length === 0) return
  await driverCollection('generationEvents').deleteMany({ generationId: { $in: ids } })
  await generations().deleteMany({ _id: { $in: ids } })
}
