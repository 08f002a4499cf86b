import 'server-only'
import { recordSecurityEvent } from '@/lib/audit/server'
import { assertWithinRate } from '@/lib/http/rate-limit'
import type { RequestInfo } from '@/lib/http/request-info'
import { trustDevice } from './data'
import { checkPasskey } from './passkeys/check-passkey'
import { redeemRecoveryCode } from './recovery-codes'
import type { PasskeyAnswer } from './schema'
import { markOf, stepWays } from './second-step'
import { checkTotp } from './totp'

const TRUSTED_MS = 30 * 24 * 60 * 60 * 1000

/**
 * Checks a code of the authenticator app, or a recovery code.
 *
 * @throws AppError `rate_limited`
 */
export async function checkSecondFactor(info: RequestInfo, userId: string, code: string): Promise<boolean> {
  await assertWithinRate('secondFactor', userId)
  const subject = { userId, requestId: info.requestId }
  if (await checkTotp(userId, code, 'confirmed')) return true
  if ((await stepWays(userId)) && (await redeemRecoveryCode(userId, code))) {
    await recordSecurityEvent('factor.recovery_used', subject)
    return true
  }
  await recordSecurityEvent('factor.refused', subject)
  return false
}

/** Checks a passkey as second step. @throws AppError `rate_limited`; `invalid_input` */
export async function checkPasskeyFactor(
  info: RequestInfo,
  userId: string,
  answer: PasskeyAnswer,
): Promise<void> {
  await assertWithinRate('secondFactor', userId)
  await checkPasskey({ kind: 'passkey.factor', answer, userId, requestId: info.requestId })
}

/** Lets a browser do without the second factor for 30 days. */
export async function trustThisDevice(info: RequestInfo, userId: string, device: string): Promise<void> {
  const expiresAt = new Date(Date.now() + TRUSTED_MS)
  await trustDevice({ userId, tokenHash: markOf(userId, device), userAgent: info.userAgent, expiresAt })
}
