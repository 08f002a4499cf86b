import 'server-only'
import { ObjectId } from 'mongodb'
import { driverCollection, orm } from '@/lib/platform/db'

export type MailTokenRecord = NonNullable<Awaited<ReturnType<typeof findMailToken>>>
export type MailPurpose =
  | 'verifyEmail'
  | 'resetPassword'
  | 'changeEmail'
  | 'allowEmail'
  | 'undoEmail'
  | 'signIn'

type NewMailToken = {
  userId: string
  purpose: MailPurpose
  email: string
  tokenHash: string
  codeHash: string | null
  data: { newEmail: string } | null
  expiresAt: Date
}

export async function createMailToken(token: NewMailToken): Promise<void> {
  await orm().mailTokens.create({ ...token, attempts: 0, usedAt: null })
}

export async function findMailToken(purpose: MailPurpose, tokenHash: string) {
  return orm().mailTokens.where({ purpose, tokenHash }).first()
}

/** The newest token of a person for a purpose. */
export async function findNewestMailToken(userId: string, purpose: MailPurpose) {
  return orm().mailTokens.where({ userId, purpose }).orderBy({ createdAt: -1 }).first()
}

/** Uses up a token that is unused and not expired. @returns false when somebody was faster or it is too late */
export async function spendMailToken(tokenId: string): Promise<boolean> {
  const used = await driverCollection('mailTokens').updateOne(
    { _id: new ObjectId(tokenId), usedAt: null, expiresAt: { $gt: new Date() } },
    { $set: { usedAt: new Date() } },
  )
  return used.modifiedCount === 1
}

/** Counts one guess at a token's code. @returns false when it has had `most` guesses already */
export async function countGuess(tokenId: string, most: number): Promise<boolean> {
  const counted = await driverCollection<{ attempts: number }>('mailTokens').updateOne(
    { _id: new ObjectId(tokenId), attempts: { $lt: most } },
    { $inc: { attempts: 1 } },
  )
  return counted.modifiedCount === 1
}

/** Forgets what a person was sent from this token on for the same purpose. */
export async function deleteMailTokensFrom({ userId, purpose, createdAt }: MailTokenRecord): Promise<void> {
  const from = { userId: new ObjectId(userId), purpose, createdAt: { $gte: createdAt } }
  await driverCollection('mailTokens').deleteMany(from)
}

/** Forgets every link and code of a purpose that a person was sent. */
export async function deleteMailTokens(userId: string, purpose: MailPurpose): Promise<void> {
  await orm().mailTokens.where({ userId, purpose }).deleteAndCount()
}
