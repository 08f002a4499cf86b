import 'server-only'
import { ObjectId } from 'mongodb'
import { driverCollection, isDuplicateKey } from '@/lib/platform/db'
import type { CreditEntryDto, CreditKind } from '../schema'
import { BALANCE } from '../stored/data'
import { ensureWallet, findWallet, walletOf, wallets } from '../wallet/data'

export type EntryDocument = {
  _id: ObjectId
  key: string
  workspaceId: ObjectId
  userId: ObjectId
  kind: CreditKind
  messages: number
  amount: number | null
  currency: string | null
  note: string | null
  at: Date
}
/** What is put into a wallet. The same key is the same, however often it is told. */
export type Credit = {
  key: string
  workspaceId: string
  userId: string
  kind: Exclude<CreditKind, 'returned'>
  messages: number
  amount?: number
  currency?: string
  note?: string
  at?: Date
}

const entries = () => driverCollection<EntryDocument>('creditEntries')

async function write(entry: Omit<Credit, 'kind'> & { kind: CreditKind }) {
  const { key, kind, messages, amount = null, currency = null, note = null, at = new Date() } = entry
  const scope = { workspaceId: new ObjectId(entry.workspaceId), userId: new ObjectId(entry.userId) }
  const _id = new ObjectId()
  try {
    await entries().insertOne({ _id, key, kind, messages, amount, currency, note, at, ...scope })
  } catch (error) {
    if (!isDuplicateKey(error)) throw error
  }
}

/** Puts messages into a wallet, once a key. A server that dies in between is made good by the next that looks (`makeGood`). */
export async function addCredit(credit: Credit): Promise<void> {
  await ensureWallet(credit.workspaceId, credit.userId)
  await write(credit)
  await makeGood(credit.workspaceId)
}

/**
 * Makes what was added to a wallet the sum of its ledger. Entries never change and never go, so that the sum only grows: whoever counted
 * later wins, in whatever order they write.
 */
export async function makeGood(workspaceId: string): Promise<void> {
  const [sum] = await entries()
    .aggregate<{ messages: number }>([
      { $match: { ...walletOf(workspaceId), messages: { $gt: 0 } } },
      { $group: { _id: null, messages: { $sum: '$messages' } } },
    ])
    .toArray()
  if (sum) await wallets().updateOne(walletOf(workspaceId), { $max: { added: sum.messages } })
}

/** Takes back what a payment brought whose money went back: as much as is left, once a payment. */
export async function takeBackCredit(
  payment: string,
  { workspaceId, userId, messages }: Pick<Credit, 'workspaceId' | 'userId' | 'messages'>,
): Promise<void> {
  const taken = { $max: [0, { $min: [messages, BALANCE] }] }
  await wallets().updateOne({ ...walletOf(workspaceId), [`returns.${payment}`]: { $exists: false } }, [
    { $set: { [`returns.${payment}`]: taken, takenBack: { $add: ['$takenBack', taken] } } },
  ])
  const count = (await findWallet(workspaceId))?.returns[payment]
  if (count === undefined) return
  await write({ key: `return:${payment}`, workspaceId, userId, kind: 'returned', messages: 0 - count })
}

/** @returns the newest entries of a workspace */
export async function findEntries(workspaceId: string, limit: number): Promise<EntryDocument[]> {
  return entries().find(walletOf(workspaceId)).sort({ at: -1, _id: -1 }).limit(limit).toArray()
}

/** @returns what was given to anybody, the newest first */
export async function findGivenEntries(limit: number): Promise<EntryDocument[]> {
  return entries().find({ kind: 'given' }).sort({ _id: -1 }).limit(limit).toArray()
}

export const toEntry = ({
  _id,
  kind,
  messages,
  amount,
  currency,
  note,
  at,
}: EntryDocument): CreditEntryDto => ({
  id: _id.toHexString(),
  ...{ kind, messages, amount, currency, note },
  at: at.toISOString(),
})
