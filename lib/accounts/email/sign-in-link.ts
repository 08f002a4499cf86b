import 'server-only'
import type { RequestInfo } from '@/lib/http/request-info'
import { endSessions } from '@/lib/sessions/server'
import { assertAttempt } from '@/lib/throttles/server'
import { dropOtherWays, findUserById, type UserRecord, updateUser } from '../data'
import { deleteMailTokens, spendMailToken } from './data'
import { readMailToken } from './mail-tokens'
import { mailSignInLink } from './sign-in-mails'

type Wish = { email: string; callbackUrl?: string | undefined }

/** Mails a link that signs in, if the address is somebody's. The answer and its time are the same either way. */
export async function requestSignInLink(_info: RequestInfo, { email, callbackUrl }: Wish): Promise<null> {
  await assertAttempt('mail', email)
  await mailSignInLink(email, callbackUrl)
  return null
}

/** What the page of a link shows before anybody presses: whose it is, and whether a password goes with it (see `spendSignInLink`). */
export type SignInLink = { email: string; dropsPassword: boolean }

/** @returns what a link would open, or null when it was used or is too old. Reading it uses nothing up */
export async function readSignInLink(token: string): Promise<SignInLink | null> {
  const found = await findLink(token)
  return found && { email: found.user.email, dropsPassword: dropsPassword(found.user) }
}

/**
 * Uses up a link; of several at once exactly one works.
 *
 * Whoever reads the mail owns the address. If nobody has confirmed it before, the ways in may be those of somebody who only claimed
 * the address, to wait for its owner: they go, with the sessions they opened.
 *
 * @returns whose it was, or null
 */
export async function spendSignInLink(token: string): Promise<{ userId: string } | null> {
  const found = await findLink(token)
  if (!found || !(await spendMailToken(found.id))) return null
  const { user } = found
  if (!user.emailVerifiedAt) {
    await updateUser(user._id, { emailVerifiedAt: new Date(), passwordHash: null })
    await dropOtherWays(user._id)
    await endSessions(user._id, { except: null }, 'password')
  }
  await deleteMailTokens(user._id, 'signIn')
  return { userId: user._id }
}

const dropsPassword = (user: UserRecord) => !user.emailVerifiedAt && user.passwordHash !== null

async function findLink(token: string): Promise<{ id: string; user: UserRecord } | null> {
  const record = await readMailToken('signIn', token)
  const user = record && (await findUserById(record.userId))
  return user && user.email === record.email && !user.suspendedAt ? { id: record._id, user } : null
}
