import 'server-only'
import { ObjectId } from 'mongodb'
import { driverCollection, isDuplicateKey } from '@/lib/platform/db'
import type { NewAccount } from '../data'

const users = () => driverCollection<{ isGuest: true | null; deletionAt: Date | null }>('users')

/**
 * Makes a guest an account: the same person, with all they have said.
 *
 * @returns `taken`: the e-mail is another account's; `gone`: there is no such guest (any more)
 */
export async function upgradeGuest(
  guestId: string,
  account: Omit<NewAccount, 'preferences'>,
): Promise<'done' | 'taken' | 'gone'> {
  const _id = new ObjectId(guestId)
  try {
    const change = { $set: { ...account, deletionAt: null, updatedAt: new Date() } }
    const upgraded = await users().updateOne({ _id, isGuest: true }, change)
    if (upgraded.modifiedCount === 0) return 'gone'
  } catch (error) {
    if (isDuplicateKey(error)) return 'taken'
    throw error
  }
  const name = { $set: { name: account.name } }
  await driverCollection('workspaces').updateMany({ ownerId: _id, kind: 'personal' }, name)
  return 'done'
}

/** @returns guests who came before `before` and are not on their way out, up to `limit` */
export async function findOldGuests(before: Date, limit: number): Promise<string[]> {
  const old = { isGuest: true as const, deletionAt: null, createdAt: { $lt: before } }
  const found = await users()
    .find(old, { projection: { _id: 1 } })
    .limit(limit)
    .toArray()
  return found.map(({ _id }) => _id.toHexString())
}

/** Lets a guest go, unless they have become somebody meanwhile: the erasure of accounts does the rest (lib/privacy). */
export async function endGuest(guestId: string): Promise<void> {
  await users().updateOne({ _id: new ObjectId(guestId), isGuest: true }, { $set: { deletionAt: new Date() } })
}
