import 'server-only'
import { ObjectId } from 'mongodb'
import { driverCollection, orm } from '@/lib/platform/db'

/** `secondStep`: came in by a link or a provider, the code is missing. `linkIdentity`: on the way to a provider, to link it. */
type ChallengeKind = 'secondStep' | 'linkIdentity'

type Challenge = { kind: ChallengeKind; userId: string; tokenHash: string; data: { [name: string]: string } }

export async function createChallenge(challenge: Challenge, expiresAt: Date): Promise<void> {
  await orm().authChallenges.create({ ...challenge, expiresAt })
}

export async function findChallenge(kind: ChallengeKind, tokenHash: string): Promise<Challenge | null> {
  const found = await driverCollection<Challenge & { expiresAt: Date }>('authChallenges').findOne({
    kind,
    tokenHash,
  })
  return found && found.expiresAt > new Date() ? found : null
}

/** Uses a challenge up; of several at once exactly one gets it. */
export async function takeChallenge(kind: ChallengeKind, tokenHash: string): Promise<Challenge | null> {
  const taken = await driverCollection<Challenge & { expiresAt: Date }>('authChallenges').findOneAndDelete({
    kind,
    tokenHash,
  })
  return taken && taken.expiresAt > new Date() ? taken : null
}

/** @returns how many passkeys open an account */
export async function countPasskeys(userId: string): Promise<number> {
  return driverCollection('passkeys').countDocuments({ userId: new ObjectId(userId) })
}
