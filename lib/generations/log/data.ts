import 'server-only'
import { MongoFieldFilter } from '@prisma/orm-mongo/query-ast/execution'
import { MongoBulkWriteError, ObjectId } from 'mongodb'
import { driverCollection, orm } from '@/lib/platform/db'

export type LogEntry = { generationId: string; seq: number; chunks: string }
type EventDocument = { generationId: ObjectId; seq: number; chunks: string; expiresAt: Date }

const LOG_LIFETIME_MS = 24 * 60 * 60 * 1000
const AT_ONCE = 1000

/**
 * Appends entries of any number of generations in one write. Resolves when they are durable.
 *
 * @returns why some of them could not be written, by their place among `entries`; the others are there
 * @throws when any of them may be missing
 */
export async function appendLog(entries: readonly LogEntry[]): Promise<Map<number, unknown>> {
  const expiresAt = new Date(Date.now() + LOG_LIFETIME_MS)
  const documents = entries.map(({ generationId, ...entry }) => ({
    generationId: new ObjectId(generationId),
    ...entry,
    expiresAt,
  }))
  try {
    await driverCollection<EventDocument>('generationEvents').insertMany(documents, { ordered: false })
    return new Map()
  } catch (error) {
    const refused = placesRefused(error)
    if (refused.length === 0) throw error
    return new Map(refused.map((place) => [place, error]))
  }
}

/** @returns the places of the entries a write was refused for; none when it failed as a whole, or the rest is not durable */
function placesRefused(error: unknown): number[] {
  if (!(error instanceof MongoBulkWriteError) || error.result.getWriteConcernError()) return []
  return [error.writeErrors].flat().map(({ index }) => index)
}

/** The beginning of the log after chunk number `seq`, oldest first. The first entry may begin with chunks up to `seq`. */
export async function readLog(generationId: string, seq: number): Promise<LogEntry[]> {
  const after = orm().generationEvents.where({ generationId }).where(MongoFieldFilter.gt('seq', seq))
  return after.orderBy({ seq: 1 }).limit(AT_ONCE).all()
}

/** The log from its beginning to its end, however long it is. */
export async function readWholeLog(generationId: string): Promise<LogEntry[]> {
  const entries: LogEntry[] = []
  for (let seq = 0; ; ) {
    const page = await readLog(generationId, seq)
    entries.push(...page)
    if (page.length < AT_ONCE) return entries
    seq = page.at(-1)?.seq ?? seq
  }
}
