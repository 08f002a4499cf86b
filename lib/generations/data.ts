import 'server-only'
import { MongoFieldFilter } from '@prisma/orm-mongo/query-ast/execution'
import { ObjectId } from 'mongodb'
import type { Scope } from '@/lib/auth/context'
import { driverCollection, isDuplicateKey, orm } from '@/lib/platform/db'

export type GenerationRecord = NonNullable<Awaited<ReturnType<typeof findByKey>>>
export type EndStatus = 'done' | 'stopped' | 'failed' | 'interrupted'
export type LogEntry = { generationId: string; seq: number; chunks: string }

type NewGeneration = {
  _id: string
  conversationId: string
  key: string
  userMessageId: string
  replyId: string
  model: string
}
type EventDocument = { generationId: ObjectId; seq: number; chunks: string; expiresAt: Date }
type GenerationDocument = {
  _id: ObjectId
  status: string
  stopRequested: boolean
  heartbeatAt: Date
  endedAt: Date | null
}

const LOG_LIFETIME_MS = 24 * 60 * 60 * 1000

/** @returns null when a generation with this key exists already */
export async function createGeneration(scope: Scope, generation: NewGeneration) {
  const now = new Date()
  const { workspaceId, userId } = scope
  const started = {
    status: 'running',
    temporary: false,
    stopRequested: false,
    heartbeatAt: now,
    startedAt: now,
    endedAt: null,
  }
  try {
    return await orm().generations.create({ ...generation, workspaceId, userId, ...started })
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

export async function findRunning(scope: Scope, conversationId: string): Promise<GenerationRecord[]> {
  const { workspaceId, userId } = scope
  return orm().generations.where({ workspaceId, conversationId, status: 'running', userId }).all()
}

/** Running generations of any workspace whose server has not been heard of since `before`. */
export async function findStale(before: Date): Promise<GenerationRecord[]> {
  return orm()
    .generations.where({ status: 'running' })
    .where(MongoFieldFilter.lt('heartbeatAt', before))
    .limit(100)
    .all()
}

/** Appends entries of any number of generations in one write. Resolves when they are durable. */
export async function appendLog(entries: readonly LogEntry[]): Promise<void> {
  const expiresAt = new Date(Date.now() + LOG_LIFETIME_MS)
  const documents = entries.map(({ generationId, ...entry }) => ({
    generationId: new ObjectId(generationId),
    ...entry,
    expiresAt,
  }))
  await driverCollection<EventDocument>('generationEvents').insertMany(documents, { ordered: false })
}

/** The log after chunk number `seq`, oldest first. The first entry may begin with chunks up to `seq`. */
export async function readLog(generationId: string, seq: number): Promise<LogEntry[]> {
  const after = orm().generationEvents.where({ generationId }).where(MongoFieldFilter.gt('seq', seq))
  return after.orderBy({ seq: 1 }).limit(1000).all()
}

/**
 * Says that these generations are alive.
 *
 * @returns the ids whose person asked for a stop, here or on another server
 */
export async function heartbeat(generationIds: readonly string[]): Promise<string[]> {
  const collection = driverCollection<GenerationDocument>('generations')
  const running = { _id: { $in: generationIds.map((id) => new ObjectId(id)) }, status: 'running' }
  await collection.updateMany(running, { $set: { heartbeatAt: new Date() } })
  const stopping = await collection
    .find({ ...running, stopRequested: true }, { projection: { _id: 1 } })
    .toArray()
  return stopping.map((generation) => generation._id.toHexString())
}

export async function markStopRequested(scope: Scope, conversationId: string): Promise<string[]> {
  const running = await findRunning(scope, conversationId)
  await Promise.all(
    running.map(({ _id }) => orm().generations.where({ _id }).update({ stopRequested: true })),
  )
  return running.map(({ _id }) => _id)
}

/** Ends a running generation. @returns false when it had ended already: exactly one caller wins */
export async function endGeneration(generationId: string, status: EndStatus): Promise<boolean> {
  const ended = await driverCollection<GenerationDocument>('generations').updateOne(
    { _id: new ObjectId(generationId), status: 'running' },
    { $set: { status, endedAt: new Date() } },
  )
  return ended.modifiedCount === 1
}
