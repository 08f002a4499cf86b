import 'server-only'
import { audit, recordSecurityEvent } from '@/lib/audit/server'
import { AppError } from '@/lib/core/errors'
import type { RequestInfo } from '@/lib/http/request-info'
import { parseInput } from '@/lib/http/respond'
import { log } from '@/lib/platform/log'
import { findUserByEmail } from './data'
import { mailPaused } from './email/pause-mails'
import { type Guard, guardSignIn } from './guard-sign-in'
import { verifyPassword } from './passwords'
import { signInInput } from './schema'

/**
 * Checks an e-mail and a password, at the same cost and with the same answer whether the account exists or not, is locked or not.
 *
 * @param input what the person typed, not yet trusted
 * @param device the token of the browser, if it has one
 * @returns the account's id, or null when they do not fit together, or the account is paused after too many tries: then a mail tells
 * its owner, and nobody else
 * @throws AppError `rate_limited` by network address; `captcha_required` where the operator has one; `invalid_input`; `suspended`, to whoever
 * knows the password
 */
export async function verifyCredentials(
  info: RequestInfo,
  input: unknown,
  device?: string,
): Promise<{ userId: string } | null> {
  const { email, password, captcha } = parseInput(signInInput, input)
  const user = await findUserByEmail(email)
  const guard = await guardSignIn({ email, userId: user?._id, ip: info.ip, device, captcha })
  const fits = await verifyPassword(guard.isLocked ? null : user?.passwordHash, password)
  if (fits && user) {
    await guard.succeed()
    if (user.suspendedAt) throw new AppError('suspended', 'This account is suspended.')
    return { userId: user._id }
  }
  if (!user) audit('session.refused_unknown', { requestId: info.requestId })
  if (guard.locksNow) await mailPaused({ email, ...info }, 'password')
  if (user && !guard.isLocked) {
    const subject = { userId: user._id, requestId: info.requestId }
    // Nobody waits for it: an unknown address has no such log, and its answer must not come sooner.
    void recordRefusal(subject, guard).catch((error) =>
      log.error('a refused sign-in is missing in the security log', { ...subject, error }),
    )
  }
  return null
}

async function recordRefusal(
  subject: { userId: string; requestId: string },
  { locksNow }: Guard,
): Promise<void> {
  await recordSecurityEvent('session.refused', subject)
  if (locksNow) await recordSecurityEvent('session.paused', subject)
}
