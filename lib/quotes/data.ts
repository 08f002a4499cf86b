import 'server-only'
import { Int32, ObjectId } from 'mongodb'
import type { Scope } from '@/lib/auth/context'
import { driverCollection, isDuplicateKey } from '@/lib/platform/db'
import type { QuoteInput, QuoteStatus } from './schema'

export type QuoteDocument = {
  _id: ObjectId
  workspaceId: ObjectId
  userId: ObjectId
  key: string
  status: QuoteStatus
  seats: number
  needs: string
  reach: string
  answers: { text: string; at: Date }[]
  createdAt: Date
  updatedAt: Date
}
type Stored = Omit<QuoteDocument, 'seats'> & { seats: Int32 }

const quotes = () => driverCollection<QuoteDocument>('quoteRequests')
/** A request is its workspace's: whoever owns it by now goes on with it. */
const whose = ({ workspaceId }: Pick<Scope, 'workspaceId'>) => ({ workspaceId: new ObjectId(workspaceId) })
const LIVE: QuoteStatus[] = ['open', 'answered']

/**
 * Writes a request down; while one is open it is that one which changes, so that two at once are one. Answers go to whoever asked last.
 *
 * @returns the request; null when there is one that has been answered
 */
export async function writeQuote(
  scope: Scope,
  { seats, ...words }: QuoteInput,
): Promise<QuoteDocument | null> {
  const now = new Date()
  const key = scope.workspaceId
  const collection = driverCollection<Stored>('quoteRequests')
  try {
    await collection.updateOne(
      { key, ...whose(scope), status: 'open' },
      {
        $set: { userId: new ObjectId(scope.userId), seats: new Int32(seats), ...words, updatedAt: now },
        $setOnInsert: { _id: new ObjectId(), answers: [], createdAt: now },
      },
      { upsert: true },
    )
  } catch (error) {
    if (!isDuplicateKey(error)) throw error
  }
  return quotes().findOne({ key, ...whose(scope), status: 'open' })
}

/** @returns the requests of a workspace, the newest first */
export async function findQuotesOf(scope: Scope, limit: number): Promise<QuoteDocument[]> {
  return quotes().find(whose(scope)).sort({ createdAt: -1 }).limit(limit).toArray()
}

/** Takes a workspace's request back, while nobody has closed it. @returns false when there is none */
export async function withdraw(scope: Scope, id: string): Promise<boolean> {
  return end({ _id: new ObjectId(id), ...whose(scope), status: { $in: LIVE } }, id, 'withdrawn')
}

/** @returns the request that was closed; null when there is none that was not */
export async function close(id: string): Promise<QuoteDocument | null> {
  const _id = new ObjectId(id)
  return (await end({ _id, status: { $in: LIVE } }, id, 'closed')) ? quotes().findOne({ _id }) : null
}

/** What has ended keeps no other from being asked. */
async function end(filter: object, id: string, status: QuoteStatus): Promise<boolean> {
  const { matchedCount } = await quotes().updateOne(filter, {
    $set: { status, key: id, updatedAt: new Date() },
  })
  return matchedCount === 1
}

/** @returns the request with the answer; null when there is none that can be answered */
export async function addAnswer(id: string, text: string): Promise<QuoteDocument | null> {
  const now = new Date()
  return quotes().findOneAndUpdate(
    { _id: new ObjectId(id), status: { $in: LIVE } },
    { $push: { answers: { text, at: now } }, $set: { status: 'answered', updatedAt: now } },
    { returnDocument: 'after' },
  )
}

/** @returns everybody's requests: those that wait first, then the newest */
export async function findQuotes(limit: number): Promise<QuoteDocument[]> {
  const newest = (status: QuoteStatus[]) =>
    quotes()
      .find({ status: { $in: status } })
      .sort({ createdAt: -1 })
      .limit(limit)
      .toArray()
  const found = await Promise.all([newest(['open']), newest(['answered']), newest(['closed', 'withdrawn'])])
  return found.flat().slice(0, limit)
}

export async function findQuote(id: string): Promise<QuoteDocument | null> {
  return quotes().findOne({ _id: new ObjectId(id) })
}
