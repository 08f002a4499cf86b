import 'server-only'
import { ObjectId } from 'mongodb'
import { driverCollection, orm } from '@/lib/platform/db'

/**
 * `signUp`: an address that is still to be confirmed. `secondStep`: came in by a link or a provider, the second step is missing.
 * `linkIdentity`: on the way to a provider, to link it. `passkey.…`: a question to an authenticator.
 */
export type ChallengeKind =
  | 'signUp'
  | 'secondStep'
  | 'linkIdentity'
  | 'passkey.add'
  | 'passkey.signIn'
  | 'passkey.factor'
  | 'passkey.proof'

/** Something begun that is to be answered once, by whoever holds its token. `userId` null: anybody. */
export type Challenge = {
  userId: string | null
  data: { readonly [name: string]: string }
}
type NewChallenge = Challenge & { _id?: string; kind: ChallengeKind; tokenHash: string; expiresAt: Date }
type Stored = Challenge & { kind: ChallengeKind; tokenHash: string; expiresAt: Date }

const challenges = () => driverCollection<Stored>('authChallenges')
const isOpen = () => ({ expiresAt: { $gt: new Date() } })

export async function createChallenge(challenge: NewChallenge): Promise<void> {
  await orm().authChallenges.create(challenge)
}

/** @returns null when it was answered, or is too old. Reading it uses nothing up */
export async function findChallenge(
  kind: ChallengeKind,
  by: { id: string } | { tokenHash: string },
): Promise<Challenge | null> {
  const which = 'id' in by ? { _id: new ObjectId(by.id) } : by
  return challenges().findOne({ kind, ...which, ...isOpen() })
}

/** Uses a challenge up: of several at once exactly one gets it. @returns null when it was answered, or is too old */
export async function takeChallenge(kind: ChallengeKind, tokenHash: string): Promise<Challenge | null> {
  return challenges().findOneAndDelete({ kind, tokenHash, ...isOpen() })
}

/** Gives a challenge the token that is being mailed. */
export async function setChallengeToken(kind: ChallengeKind, id: string, tokenHash: string): Promise<void> {
  await challenges().updateOne({ _id: new ObjectId(id), kind }, { $set: { tokenHash } })
}

export async function deleteChallenge(kind: ChallengeKind, id: string): Promise<void> {
  await challenges().deleteOne({ _id: new ObjectId(id), kind })
}
