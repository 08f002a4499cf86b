import 'server-only'
import { type ChallengeKind, createChallenge, findChallenge, takeChallenge } from '@/lib/challenges/server'
import { hashToken, newToken } from '@/lib/platform/secrets'

/** What a question to an authenticator is asked for. */
export type PasskeyQuestionKind = Extract<ChallengeKind, `passkey.${string}`>

/** A sign-in page may lie open for a while before somebody picks a passkey. */
const LIFETIME_MS = 10 * 60 * 1000

/**
 * Makes a question for an authenticator: 256 random bits, to be answered once.
 *
 * @param userId whose passkey has to answer; null: anybody's
 * @returns the challenge in base64url
 */
export async function makeChallenge(kind: PasskeyQuestionKind, userId: string | null): Promise<string> {
  const challenge = newToken()
  const expiresAt = new Date(Date.now() + LIFETIME_MS)
  await createChallenge({ kind, tokenHash: hashToken(challenge), userId, data: {}, expiresAt })
  return challenge
}

/** @returns whom a challenge that can still be answered was made for, without using it up */
export async function readChallenge(kind: PasskeyQuestionKind, challenge: string): Promise<string | null> {
  return (await findChallenge(kind, { tokenHash: hashToken(challenge) }))?.userId ?? null
}

/**
 * Uses up the challenge that an answer names in its client data.
 *
 * @returns the challenge and whom it was made for, or null when it was answered before, is too old, or was never made for this
 */
export async function spendChallenge(
  kind: PasskeyQuestionKind,
  clientDataJSON: string,
): Promise<{ challenge: string; userId: string | null } | null> {
  const challenge = challengeOf(clientDataJSON)
  const stored = challenge ? await takeChallenge(kind, hashToken(challenge)) : null
  return challenge && stored ? { challenge, userId: stored.userId } : null
}

function challengeOf(clientDataJSON: string): string | null {
  try {
    const { challenge } = JSON.parse(Buffer.from(clientDataJSON, 'base64url').toString('utf8'))
    return typeof challenge === 'string' ? challenge : null
  } catch {
    return null
  }
}
