import 'server-only'
import type { ChangeStream, ChangeStreamInsertDocument } from 'mongodb'
import { ObjectId } from 'mongodb'
import type { Scope } from '@/lib/auth/context'
import { driverCollection, readDatabaseTime } from '@/lib/platform/db'
import type { LiveEvent, Moved } from './schema'

export type StoredEvent = { id: string; workspaceId: string; userId: string; event: LiveEvent | Moved }

type EventDocument = {
  _id: ObjectId
  workspaceId: ObjectId
  userId: ObjectId
  kind: string
  data: Record<string, unknown>
  createdAt: Date
  expiresAt: Date
}

/** How long a client may be away and still be told what it missed. */
export const LIFETIME_MS = 15 * 60_000
/** How long the database may wait with its answer when nothing happens. */
const MAX_AWAIT_MS = 10_000

const liveEvents = () => driverCollection<EventDocument>('liveEvents')

/** Writes events of any number of people at once. */
export async function insertEvents(
  events: readonly { scope: Scope; event: LiveEvent | Moved }[],
): Promise<void> {
  const createdAt = new Date()
  const expiresAt = new Date(createdAt.getTime() + LIFETIME_MS)
  const documents = events.map(({ scope, event: { kind, ...data } }) => ({
    _id: new ObjectId(),
    workspaceId: new ObjectId(scope.workspaceId),
    userId: new ObjectId(scope.userId),
    kind,
    data,
    createdAt,
    expiresAt,
  }))
  await liveEvents().insertMany(documents, { ordered: false })
}

/** @returns a person's events since `since`, oldest first, `limit` at most */
export async function findEvents(
  { workspaceId, userId }: Scope,
  since: Date,
  limit: number,
): Promise<StoredEvent[]> {
  const filter = { userId: new ObjectId(userId), createdAt: { $gte: since } }
  const found = await liveEvents()
    .find({ ...filter, workspaceId: new ObjectId(workspaceId) })
    .sort({ createdAt: 1 })
    .limit(limit)
    .toArray()
  return found.map(toEvent)
}

export type Watch = { next(): Promise<StoredEvent>; close(): Promise<void> }

/**
 * Watches for events, whichever server writes them. What is written after this resolves is seen. Needs a database with change
 * streams: MongoDB as a replica set, or the embedded one.
 */
export async function watchEvents(): Promise<Watch> {
  const stream: ChangeStream<EventDocument, ChangeStreamInsertDocument<EventDocument>> = liveEvents().watch(
    [{ $match: { operationType: 'insert' } }],
    // The cursor is made by the first `next`; what is written before that is seen, too.
    { maxAwaitTimeMS: MAX_AWAIT_MS, startAtOperationTime: await readDatabaseTime() },
  )
  return {
    next: async () => toEvent((await stream.next()).fullDocument),
    close: () => stream.close(),
  }
}

function toEvent({ _id, workspaceId, userId, kind, data }: EventDocument): StoredEvent {
  return {
    id: _id.toHexString(),
    workspaceId: workspaceId.toHexString(),
    userId: userId.toHexString(),
    event: { kind, ...data } as LiveEvent | Moved,
  }
}
