import 'server-only'
import { cookies } from 'next/headers'
import { type CookieOptions, refreshCookie } from '@/lib/auth/access-token'
import {
  type Challenge,
  type ChallengeKind,
  createChallenge,
  findChallenge,
  takeChallenge,
} from '@/lib/challenges/server'
import { hashToken, newToken } from '@/lib/platform/secrets'

/** Long enough to find the phone, or to sign in at a provider. */
const TEN_MINUTES = 10 * 60

type Kind = Extract<ChallengeKind, 'secondStep' | 'linkIdentity'>

/** Which browser a half-finished sign-in belongs to. Named and guarded like the cookies of sessions. */
function passingCookie(kind: Kind): { name: string; options: CookieOptions } {
  const { name, options } = refreshCookie()
  return { name: name.replace('refresh', kind), options: { ...options, maxAge: TEN_MINUTES } }
}

/** Notes something half finished in the database and this browser. Only where cookies can be set. */
export async function leaveChallenge(kind: Kind, userId: string, data: { [name: string]: string }) {
  const { name, options } = passingCookie(kind)
  const token = newToken()
  const expiresAt = new Date(Date.now() + TEN_MINUTES * 1000)
  await createChallenge({ kind, userId, tokenHash: hashToken(token), data, expiresAt })
  ;(await cookies()).set(name, token, options)
}

/** Something half finished always is somebody's. */
type Begun = { userId: string; data: { readonly [name: string]: string } }

/** What this browser has half finished; null when there is nothing, or it was too long ago. */
export async function readChallenge(kind: Kind): Promise<Begun | null> {
  const token = (await cookies()).get(passingCookie(kind).name)?.value
  return token ? ofSomebody(await findChallenge(kind, { tokenHash: hashToken(token) })) : null
}

/** The same, used up. */
export async function finishChallenge(kind: Kind): Promise<Begun | null> {
  const jar = await cookies()
  const { name } = passingCookie(kind)
  const token = jar.get(name)?.value
  if (!token) return null
  jar.delete(name)
  return ofSomebody(await takeChallenge(kind, hashToken(token)))
}

const ofSomebody = (challenge: Challenge | null): Begun | null =>
  challenge?.userId ? { userId: challenge.userId, data: challenge.data } : null
