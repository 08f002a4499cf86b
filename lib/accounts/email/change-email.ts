import 'server-only'
import { recordSecurityEvent } from '@/lib/audit/server'
import type { Ctx } from '@/lib/auth/context'
import { assertCan } from '@/lib/auth/permissions'
import { AppError } from '@/lib/core/errors'
import type { RequestInfo } from '@/lib/http/request-info'
import { endSessions } from '@/lib/sessions/server'
import { assertAttempt } from '@/lib/throttles/server'
import { changeUserEmail, dropOtherWays, findUserById, updateUser } from '../data'
import { assertFreshProof } from '../proof'
import {
  deleteMailTokens,
  deleteMailTokensFrom,
  findNewestMailToken,
  type MailTokenRecord,
  spendMailToken,
} from './data'
import { newEmailOf, readMailToken } from './mail-tokens'
import { mailEmailChange, mailEmailChanged, mailPasswordReset } from './mails'

const OTHER = { changeEmail: 'allowEmail', allowEmail: 'changeEmail' } as const

const tooOld = () =>
  new AppError('invalid_input', 'This link has been used or is too old. Ask for a new one.')

/**
 * Begins to change the caller's address: both addresses get a mail, and the change happens when both have agreed. An address that
 * was never confirmed is not asked.
 *
 * @throws AppError `proof_required`; `rate_limited`
 */
export async function requestEmailChange(ctx: Ctx, { email }: { email: string }): Promise<null> {
  assertCan(ctx, 'profile:write')
  await assertFreshProof(ctx)
  await assertAttempt('mail', email)
  const user = await findUserById(ctx.userId)
  if (!user) throw new AppError('unauthenticated', 'Please sign in again.')
  if (email === user.email)
    throw new AppError('invalid_input', 'This is your address already.', {
      fields: { email: 'This is your address already.' },
    })
  await mailEmailChange(ctx.userId, email)
  return null
}

/**
 * Agrees to a change by the link of one of its two mails, signed in or not.
 *
 * @returns whether the address is changed now; if not, the other mail's link is still to come
 * @throws AppError `invalid_input` when the link is used or too old; `conflict` when the address has become somebody else's
 */
export async function confirmEmailChange(
  info: RequestInfo,
  { token }: { token: string },
): Promise<{ changed: boolean }> {
  const record = (await readMailToken('changeEmail', token)) ?? (await readMailToken('allowEmail', token))
  const user = record && (await findUserById(record.userId))
  if (!record || !user || !(await spendMailToken(record._id))) throw tooOld()
  if (!(await haveBothAgreed(record, user.emailVerifiedAt !== null))) return { changed: false }
  const newEmail = newEmailOf(record)
  if (!(await changeUserEmail(user._id, newEmail)))
    throw new AppError('conflict', 'This address belongs to another account by now. Nothing was changed.')
  await forgetPendingChanges(user._id)
  await mailEmailChanged(user._id, { from: user.email, to: newEmail })
  await recordSecurityEvent('account.email_changed', { userId: user._id, requestId: info.requestId })
  return { changed: true }
}

async function haveBothAgreed(record: MailTokenRecord, isOldConfirmed: boolean): Promise<boolean> {
  if (record.purpose === 'changeEmail' && !isOldConfirmed) return true
  const other = await findNewestMailToken(record.userId, OTHER[record.purpose as keyof typeof OTHER])
  return (
    other !== null &&
    other.usedAt !== null &&
    other.expiresAt > new Date() &&
    newEmailOf(other) === newEmailOf(record)
  )
}

/**
 * Takes a change back by the link that the old address got, for seven days, whatever happened to the address since. Later changes go
 * with it, and whatever somebody who had the account can get in by: the password, all other ways, keys, sessions. A mail brings a new
 * password.
 *
 * @throws AppError `invalid_input`; `conflict` when the old address has become somebody else's
 */
export async function undoEmailChange(info: RequestInfo, { token }: { token: string }): Promise<null> {
  const record = await readMailToken('undoEmail', token)
  if (!record || !(await spendMailToken(record._id))) throw tooOld()
  if (!(await changeUserEmail(record.userId, record.email)))
    throw new AppError('conflict', 'This address belongs to another account by now. Nothing was changed.')
  // Whoever had the account for a while has the links of later changes, and none of earlier ones.
  await Promise.all([deleteMailTokensFrom(record), forgetPendingChanges(record.userId)])
  await updateUser(record.userId, { passwordHash: null })
  await dropOtherWays(record.userId)
  await endSessions(record.userId, { except: null }, 'everywhere')
  await mailPasswordReset(record.email)
  const subject = { userId: record.userId, requestId: info.requestId }
  await recordSecurityEvent('account.email_change_undone', subject)
  return null
}

async function forgetPendingChanges(userId: string): Promise<void> {
  await Promise.all([deleteMailTokens(userId, 'changeEmail'), deleteMailTokens(userId, 'allowEmail')])
}
