import 'server-only'
import { Binary, Double, ObjectId } from 'mongodb'
import { newId } from '@/lib/core/ids'
import { driverCollection, isDuplicateKey, orm } from '@/lib/platform/db'

export type PasskeyRecord = NonNullable<Awaited<ReturnType<typeof findPasskey>>>
type NewPasskey = Omit<PasskeyRecord, '_id' | 'createdAt' | 'lastUsedAt'>

export async function findPasskey(credentialId: string) {
  return orm().passkeys.where({ credentialId }).first()
}

/** A person's passkeys, the oldest first. */
export async function findPasskeys(userId: string): Promise<PasskeyRecord[]> {
  return orm().passkeys.where({ userId }).orderBy({ createdAt: 1 }).all()
}

export async function countPasskeys(userId: string): Promise<number> {
  return driverCollection('passkeys').countDocuments({ userId: new ObjectId(userId) })
}

/** The driver writes it: Prisma would store a whole count as an integer, which the contract refuses. */
async function insertPasskey({ _id, userId, counter, publicKey, ...rest }: PasskeyRecord): Promise<void> {
  await driverCollection('passkeys').insertOne({
    _id: new ObjectId(_id),
    userId: new ObjectId(userId),
    counter: new Double(counter),
    publicKey: new Binary(publicKey),
    ...rest,
  })
}

/** @returns false when the authenticator's key is registered already */
export async function createPasskey(passkey: NewPasskey): Promise<boolean> {
  try {
    await insertPasskey({ ...passkey, _id: newId(), createdAt: new Date(), lastUsedAt: null })
    return true
  } catch (error) {
    if (isDuplicateKey(error)) return false
    throw error
  }
}

/** Puts a removed passkey back as it was. */
export const restorePasskey = insertPasskey

/** @returns false when the person has no such passkey */
export async function renamePasskey(userId: string, passkeyId: string, name: string): Promise<boolean> {
  const mine = { _id: new ObjectId(passkeyId), userId: new ObjectId(userId) }
  return (await driverCollection('passkeys').updateOne(mine, { $set: { name } })).matchedCount === 1
}

/** @returns what was removed, or null when the person has no such passkey */
export async function deletePasskey(userId: string, passkeyId: string): Promise<PasskeyRecord | null> {
  const passkey = await orm().passkeys.where({ _id: passkeyId, userId }).first()
  return passkey && (await orm().passkeys.where({ _id: passkeyId, userId }).delete()) ? passkey : null
}

/**
 * Notes a use. An authenticator that counts must have counted on: of two answers with the same count one was made by a copy.
 *
 * @returns false when another answer with this count, or a later one, was noted before
 */
export async function noteUse(
  credentialId: string,
  { counter, isBackedUp }: { counter: number; isBackedUp: boolean },
): Promise<boolean> {
  const known = counter === 0 ? { counter: 0 } : { counter: { $lt: counter } }
  const noted = await driverCollection('passkeys').updateOne(
    { credentialId, ...known },
    { $set: { counter: new Double(counter), isBackedUp, lastUsedAt: new Date() } },
  )
  return noted.matchedCount === 1
}

/** @returns the handle authenticators know a person by; `fresh` becomes it when there is none yet */
export async function keepWebauthnId(userId: string, fresh: string): Promise<string> {
  const users = driverCollection<{ webauthnId: string | null }>('users')
  await users.updateOne({ _id: new ObjectId(userId), webauthnId: null }, { $set: { webauthnId: fresh } })
  const user = await users.findOne({ _id: new ObjectId(userId) }, { projection: { webauthnId: 1 } })
  if (!user?.webauthnId) throw new Error('the person is gone')
  return user.webauthnId
}

export async function findWebauthnId(userId: string): Promise<string | null> {
  return (await orm().users.where({ _id: userId }).first())?.webauthnId ?? null
}
