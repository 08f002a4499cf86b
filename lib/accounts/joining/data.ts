import 'server-only'
import { type Document, ObjectId } from 'mongodb'
import { driverCollection, isDuplicateKey, orm } from '@/lib/platform/db'
import type { NewAccount } from '../data'

/** What somebody entered to sign up. The account is made when the address is confirmed. */
export type PendingSignUp = {
  name: string
  email: string
  passwordHash: string
  timeZone: string
  locale: string
  /** The guest who becomes this account; empty for nobody. */
  guestId: string
}
type Stored = Document & { data: PendingSignUp; expiresAt: Date }

const KIND = 'signUp'
const challenges = () => driverCollection<Stored>('authChallenges')

export async function createPendingSignUp(
  _id: string,
  tokenHash: string,
  data: PendingSignUp,
  expiresAt: Date,
): Promise<void> {
  await orm().authChallenges.create({
    _id,
    kind: KIND,
    userId: data.guestId || null,
    tokenHash,
    data,
    expiresAt,
  })
}

export async function findPendingSignUp(
  by: { id: string } | { tokenHash: string },
): Promise<PendingSignUp | null> {
  const which = 'id' in by ? { _id: new ObjectId(by.id) } : by
  const found = await challenges().findOne({ kind: KIND, ...which })
  return found && found.expiresAt > new Date() ? found.data : null
}

/** Gives a pending sign-up the token that is being mailed. */
export async function setPendingToken(id: string, tokenHash: string): Promise<void> {
  await challenges().updateOne({ _id: new ObjectId(id), kind: KIND }, { $set: { tokenHash } })
}

/** Uses a pending sign-up up; of several at once exactly one gets it. */
export async function takePendingSignUp(tokenHash: string): Promise<PendingSignUp | null> {
  const taken = await challenges().findOneAndDelete({ kind: KIND, tokenHash })
  return taken && taken.expiresAt > new Date() ? taken.data : null
}

export async function deletePendingSignUp(id: string): Promise<void> {
  await challenges().deleteOne({ _id: new ObjectId(id), kind: KIND })
}

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
