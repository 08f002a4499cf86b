import 'server-only'
import { hashNewPassword, mayJoin, openAccount, readSignUpRules } from '@/lib/accounts/server'
import { AppError } from '@/lib/core/errors'
import type { RequestInfo } from '@/lib/http/request-info'
import { hashToken } from '@/lib/platform/secrets'
import { enter } from '../arrive'
import { guestHere } from '../join'
import type { AcceptInput } from '../schema'
import { findInvitationByToken, restoreInvitation, spendInvitation } from './data'

/** @returns whom an invitation is for, or null when it is used, taken back or too old. Reading it uses nothing up */
export async function readInvitation(token: string): Promise<{ email: string } | null> {
  const invitation = await findInvitationByToken(hashToken(token))
  if (!invitation || invitation.acceptedAt || invitation.revokedAt) return null
  if (invitation.expiresAt <= new Date() || (await readSignUpRules()).mode === 'closed') return null
  return { email: invitation.email }
}

/**
 * Makes the account of somebody invited, once. Its address is the invitation's, which is confirmed by having got the mail.
 *
 * @returns the new account's id
 * @throws AppError `invalid_input`, also on the field `password`; `conflict` when the address has an account by now
 */
export async function acceptInvitation(
  info: RequestInfo,
  { token, password, ...profile }: AcceptInput,
  guestId: string | null,
): Promise<string> {
  const email = (await readInvitation(token))?.email ?? ''
  const passwordHash = await hashNewPassword(password, [profile.name, email])
  const invitation = email ? await spendInvitation({ tokenHash: hashToken(token) }) : null
  if (!invitation)
    throw new AppError('invalid_input', 'This invitation has been used, taken back, or is too old.')
  const role = invitation.role === 'admin' ? 'admin' : 'user'
  const newcomer = { ...profile, email, passwordHash, role, emailVerifiedAt: new Date() } as const
  const userId = await openAccount(info, newcomer, guestId)
  if (userId) return userId
  await restoreInvitation(invitation.id)
  throw new AppError('conflict', 'There is an account with this address already. Sign in with it.')
}

/** Accepts an invitation and signs in. */
export async function enterByInvitation(info: RequestInfo, input: AcceptInput): Promise<null> {
  await enter({ userId: await acceptInvitation(info, input, await guestHere(info)), method: 'password' })
  return null
}

/**
 * For somebody whose address a provider vouches for: no link is needed then.
 *
 * @returns the role they join in and how to take the joining back; null when the rules do not let them
 */
export async function joinByAddress(email: string) {
  const rules = await readSignUpRules()
  const invitation = rules.mode === 'closed' ? null : await spendInvitation({ email })
  if (!mayJoin(rules, email, invitation !== null)) return null
  const role: 'admin' | 'user' = invitation?.role === 'admin' ? 'admin' : 'user'
  return { role, undo: async () => invitation && restoreInvitation(invitation.id) }
}
