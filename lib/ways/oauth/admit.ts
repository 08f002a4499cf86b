import 'server-only'
import { findAccount, findAccountByEmail, openAccount } from '@/lib/accounts/server'
import type { RequestInfo } from '@/lib/http/request-info'
import { joinByAddress } from '../invitations/accept'
import type { Stranger } from './claims'
import { createIdentity, findIdentity, noteUse } from './data'

/** Codes that the sign-in page puts into words. */
export type Refusal = 'oauth_unverified' | 'oauth_used' | 'oauth_no_account' | 'oauth_suspended'

export type Admission = { userId: string } | { refused: Refusal }
type Here = { timeZone: string; locale: string }

/**
 * Whom an account at a provider opens. A linked one opens its account and nothing else decides. One that is new makes an account, if the
 * provider vouches for its address and nobody has it: an address never leads into an account that was there before, since who
 * controls an address at a provider need not be who opened the account here.
 */
export async function admit(
  info: RequestInfo,
  stranger: Stranger,
  here: Here,
  guestId: string | null = null,
): Promise<Admission> {
  const identity = await findIdentity(stranger.provider, stranger.subject)
  if (!identity) return openFor(info, stranger, here, guestId)
  const user = await findAccount(identity.userId)
  if (!user || user.suspendedAt) return { refused: 'oauth_suspended' }
  await noteUse(identity._id, stranger.email ?? identity.email)
  return { userId: identity.userId }
}

async function openFor(
  info: RequestInfo,
  stranger: Stranger,
  here: Here,
  guestId: string | null,
): Promise<Admission> {
  const { provider, subject, email, name } = stranger
  // Said before anything is looked up: an address nobody vouches for must not tell whether it has an account.
  if (!email) return { refused: 'oauth_unverified' }
  if (await findAccountByEmail(email)) return { refused: 'oauth_used' }
  const joining = await joinByAddress(email)
  if (!joining) return { refused: 'oauth_no_account' }
  const newcomer = { ...here, name, email, emailVerifiedAt: new Date(), role: joining.role }
  const userId = await openAccount(info, newcomer, guestId)
  if (!userId) {
    await joining.undo()
    return { refused: 'oauth_used' }
  }
  await createIdentity({ userId, provider, subject, email })
  return { userId }
}
