import 'server-only'
import { recordSecurityEvent } from '@/lib/audit/server'
import { agreeOnJoining } from '@/lib/consents/server'
import type { RequestInfo } from '@/lib/http/request-info'
import { claimInstanceOwnership, createAccount, type NewAccount } from '../data'

type Newcomer = Pick<NewAccount, 'name' | 'email' | 'timeZone' | 'locale'> &
  Partial<Pick<NewAccount, 'passwordHash' | 'emailVerifiedAt' | 'role'>>

/**
 * Makes an account for somebody who may have one. The first account becomes the owner of the instance.
 *
 * @returns the account's id, or null when the e-mail is another account's
 */
export async function openAccount(
  { requestId }: RequestInfo,
  { passwordHash = null, emailVerifiedAt = null, role = 'user', ...profile }: Newcomer,
): Promise<string | null> {
  const userId = await createAccount({
    ...profile,
    passwordHash,
    emailVerifiedAt,
    role,
    isGuest: null,
    preferences: { address: '', tone: 'warm', length: 'balanced', instructions: '' },
  })
  if (!userId) return null
  await agreeOnJoining(userId)
  const isOwner = await claimInstanceOwnership(userId)
  await recordSecurityEvent('account.created', { userId, requestId }, { isOwner })
  return userId
}
