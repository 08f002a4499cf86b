import 'server-only'
import { MongoFieldFilter } from '@prisma/orm-mongo/query-ast/execution'
import { ObjectId } from 'mongodb'
import { driverCollection, orm } from '@/lib/platform/db'

export type LogEntry = { generationId: string; seq: number; chunks: string }
type EventDocument = { generationId: ObjectId; seq: number; chunks: string; expiresAt: Date }

const LOG_LIFETIME_MS = 24 * 60 * 60 * 1000

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
