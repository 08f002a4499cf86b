import 'server-only'
import { findAccount, mailPaused } from '@/lib/accounts/server'
import { recordSecurityEvent } from '@/lib/audit/server'
import type { RequestInfo } from '@/lib/http/request-info'
import { assertAttempt, forgive } from '@/lib/throttles/server'
import { trustDevice } from './data'
import { checkPasskey } from './passkeys/check-passkey'
import { redeemRecoveryCode } from './recovery-codes'
import type { PasskeyAnswer } from './schema'
import { markOf, stepWays } from './second-step'
import { checkTotp } from './totp'

type Subject = Parameters<typeof recordSecurityEvent>[1]

const TRUSTED_MS = 30 * 24 * 60 * 60 * 1000

/**
 * Checks a code of the authenticator app, or a recovery code.
 *
 * @throws AppError `rate_limited`
 */
export async function checkSecondFactor(info: RequestInfo, userId: string, code: string): Promise<boolean> {
  const { locksNow } = await assertAttempt('secondFactor', userId)
  const subject = { userId, requestId: info.requestId }
  if (await isCode(userId, code, subject)) {
    await forgive('secondFactor', userId)
    return true
  }
  await recordSecurityEvent('factor.refused', subject)
  if (locksNow) await tellOwner(info, userId)
  return false
}

/** @param typed as the person typed it: spaces, dashes and capitals say nothing */
async function isCode(userId: string, typed: string, subject: Subject): Promise<boolean> {
  const code = typed.replace(/[\s-]/g, '').toLowerCase()
  if (await checkTotp(userId, code, 'confirmed')) return true
  if (!(await stepWays(userId)) || !(await redeemRecoveryCode(userId, code))) return false
  await recordSecurityEvent('factor.recovery_used', subject)
  return true
}

/** Checks a passkey as second step. @throws AppError `rate_limited`; `invalid_input` */
export async function checkPasskeyFactor(
  info: RequestInfo,
  userId: string,
  answer: PasskeyAnswer,
): Promise<void> {
  const { locksNow } = await assertAttempt('secondFactor', userId)
  try {
    await checkPasskey({ kind: 'passkey.factor', answer, userId, requestId: info.requestId })
  } catch (error) {
    if (locksNow) await tellOwner(info, userId)
    throw error
  }
  await forgive('secondFactor', userId)
}

/** Whoever comes this far knows the password. */
async function tellOwner(info: RequestInfo, userId: string): Promise<void> {
  await recordSecurityEvent('session.paused', { userId, requestId: info.requestId })
  const user = await findAccount(userId)
  if (user) await mailPaused({ ...info, email: user.email }, 'factor')
}

/** Lets a browser do without the second factor for 30 days. */
export async function trustThisDevice(info: RequestInfo, userId: string, device: string): Promise<void> {
  const expiresAt = new Date(Date.now() + TRUSTED_MS)
  await trustDevice({ userId, tokenHash: markOf(userId, device), userAgent: info.userAgent, expiresAt })
}
