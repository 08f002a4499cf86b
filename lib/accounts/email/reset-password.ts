import 'server-only'
import { recordSecurityEvent } from '@/lib/audit/server'
import { AppError } from '@/lib/core/errors'
import type { RequestInfo } from '@/lib/http/request-info'
import { endSessions } from '@/lib/sessions/server'
import { assertAttempt } from '@/lib/throttles/server'
import { hashNewPassword } from '../assert-hard-to-guess'
import { dropOtherWays, findUserById, updateUser } from '../data'
import type { ForgotInput, ResetInput } from '../schema'
import { deleteMailTokens, spendMailToken } from './data'
import { readMailToken } from './mail-tokens'
import { mailPasswordChanged, mailPasswordReset } from './mails'

/** Mails a link to choose a new password, if the address is somebody's. The answer and its time are the same either way. */
export async function requestPasswordReset(_info: RequestInfo, { email }: ForgotInput): Promise<null> {
  await assertAttempt('mail', email)
  await mailPasswordReset(email)
  return null
}

/** @returns whether the link of a mail can still be used */
export async function canResetPassword(token: string): Promise<boolean> {
  return (await readMailToken('resetPassword', token)) !== null
}

/**
 * Sets a new password by the link of a mail, ends every session, and tells the person. Who reads the mail owns the address: it
 * counts as confirmed from then on, and what somebody who only claimed it has left to get in by is gone.
 *
 * @throws AppError `invalid_input` when the link was used or is too old, or the password is easy to guess
 */
export async function resetPassword(info: RequestInfo, { token, password }: ResetInput): Promise<null> {
  const record = await readMailToken('resetPassword', token)
  const user = record && (await findUserById(record.userId))
  const passwordHash = await hashNewPassword(password, user ? [user.name, user.email] : [])
  if (!record || !user || user.email !== record.email || !(await spendMailToken(record._id)))
    throw new AppError('invalid_input', 'This link has been used or is too old. Ask for a new one.')
  await updateUser(user._id, { passwordHash, emailVerifiedAt: user.emailVerifiedAt ?? new Date() })
  if (!user.emailVerifiedAt) await dropOtherWays(user._id)
  await endSessions(user._id, { except: null }, 'password')
  await deleteMailTokens(user._id, 'resetPassword')
  await mailPasswordChanged(user._id, new Date())
  await recordSecurityEvent('account.password_reset', { userId: user._id, requestId: info.requestId })
  return null
}
