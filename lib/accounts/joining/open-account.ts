import 'server-only'
import { recordSecurityEvent } from '@/lib/audit/server'
import { agreeOnJoining } from '@/lib/consents/server'
import type { RequestInfo } from '@/lib/http/request-info'
import { endSessions } from '@/lib/sessions/server'
import { claimInstanceOwnership, createAccount, type NewAccount } from '../data'
import { upgradeGuest } from './data'

type Newcomer = Pick<NewAccount, 'name' | 'email' | 'timeZone' | 'locale'> &
  Partial<Pick<NewAccount, 'passwordHash' | 'emailVerifiedAt' | 'role'>>

export const NO_WISHES = { address: '', tone: 'warm', length: 'balanced', instructions: '' } as const

/**
 * Makes an account for somebody who may have one. The first account becomes the owner of the instance.
 *
 * @param guestId the guest who becomes this account, and keeps their conversations
 * @returns the account's id, or null when the e-mail is another account's
 */
export async function openAccount(
  { requestId }: RequestInfo,
  { passwordHash = null, emailVerifiedAt = null, role = 'user', ...profile }: Newcomer,
  guestId: string | null = null,
): Promise<string | null> {
  const account = { ...profile, passwordHash, emailVerifiedAt, role, isGuest: null }
  const upgraded = guestId ? await upgradeGuest(guestId, account) : 'gone'
  if (upgraded === 'taken') return null
  const userId =
    upgraded === 'done' ? guestId : await createAccount({ ...account, preferences: { ...NO_WISHES } })
  if (!userId) return null
  // Signing in follows; the guest's sessions are over.
  if (upgraded === 'done') await endSessions(userId, { except: null }, 'everywhere')
  await agreeOnJoining(userId)
  const isOwner = await claimInstanceOwnership(userId)
  await recordSecurityEvent('account.created', { userId, requestId }, { isOwner })
  return userId
}
