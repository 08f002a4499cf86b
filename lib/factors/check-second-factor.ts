import 'server-only'
import { createHash } from 'node:crypto'
import { recordSecurityEvent } from '@/lib/audit/server'
import { assertWithinRate } from '@/lib/http/rate-limit'
import type { RequestInfo } from '@/lib/http/request-info'
import { findTotp, findTrustedDevice, trustDevice } from './data'
import { redeemRecoveryCode } from './recovery-codes'
import { checkTotp } from './totp'

const TRUSTED_MS = 30 * 24 * 60 * 60 * 1000

/** A browser is trusted for one person: the mark says nothing for anybody else who signs in there. */
const markOf = (userId: string, device: string) =>
  createHash('sha256').update(`${userId}:${device}`).digest('base64url')

/** @returns whether a person must show a second factor in a browser; `device` is its token */
export async function needsSecondFactor(userId: string, device: string | undefined): Promise<boolean> {
  const factor = await findTotp(userId)
  if (!factor?.confirmedAt) return false
  const trusted = device ? await findTrustedDevice(markOf(userId, device)) : null
  return !trusted || trusted.expiresAt <= new Date()
}

/**
 * Checks a code of the authenticator app, or a recovery code.
 *
 * @throws AppError `rate_limited`
 */
export async function checkSecondFactor(info: RequestInfo, userId: string, code: string): Promise<boolean> {
  await assertWithinRate('secondFactor', userId)
  const subject = { userId, requestId: info.requestId }
  if (await checkTotp(userId, code, 'confirmed')) return true
  if (await redeemRecoveryCode(userId, code)) {
    await recordSecurityEvent('factor.recovery_used', subject)
    return true
  }
  await recordSecurityEvent('factor.refused', subject)
  return false
}

/** Lets a browser do without the second factor for 30 days. */
export async function trustThisDevice(info: RequestInfo, userId: string, device: string): Promise<void> {
  const expiresAt = new Date(Date.now() + TRUSTED_MS)
  await trustDevice({ userId, tokenHash: markOf(userId, device), userAgent: info.userAgent, expiresAt })
}
