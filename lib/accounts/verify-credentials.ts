import 'server-only'
import { recordSecurityEvent } from '@/lib/audit/server'
import { assertWithinRate } from '@/lib/http/rate-limit'
import type { RequestInfo } from '@/lib/http/request-info'
import { parseInput } from '@/lib/http/respond'
import { findUserByEmail } from './data'
import { verifyPassword } from './passwords'
import { signInInput } from './schema'

/**
 * Checks an e-mail and a password, at the same cost whether the account exists or not.
 *
 * @param input what the person typed, not yet trusted
 * @returns the account's id, or null when they do not fit together or the account is suspended
 * @throws AppError `rate_limited` by account and by network address; `invalid_input`
 */
export async function verifyCredentials(
  info: RequestInfo,
  input: unknown,
): Promise<{ userId: string } | null> {
  await assertWithinRate('signInAddress', info.ip)
  const { email, password } = parseInput(signInInput, input)
  await assertWithinRate('signInAccount', email)
  const user = await findUserByEmail(email)
  if (!(await verifyPassword(user?.passwordHash, password)) || !user || user.suspendedAt) {
    if (user) await recordSecurityEvent('session.refused', { userId: user._id, requestId: info.requestId })
    return null
  }
  return { userId: user._id }
}
