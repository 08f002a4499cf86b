import 'server-only'
import { recordSecurityEvent } from '@/lib/audit/server'
import type { Ctx } from '@/lib/auth/context'
import { assertCan } from '@/lib/auth/permissions'
import { AppError } from '@/lib/core/errors'
import type { RequestInfo } from '@/lib/http/request-info'
import { assertAttempt, forgive } from '@/lib/throttles/server'
import { findUserById, updateUser } from '../data'
import {
  countGuess,
  deleteMailTokens,
  findNewestMailToken,
  type MailTokenRecord,
  spendMailToken,
} from './data'
import { isCode, isOpen, readMailToken } from './mail-tokens'
import { mailVerification } from './mails'

/** Six digits with five guesses: one chance in 200,000. */
const MOST_GUESSES = 5

const tooOld = () =>
  new AppError('invalid_input', 'This link or code has been used or is too old. Ask for a new one.')

/** Mails the caller a new link and code. Does nothing when the address is confirmed already. */
export async function requestVerification(ctx: Ctx): Promise<null> {
  assertCan(ctx, 'profile:write')
  await mailVerification(ctx.userId)
  return null
}

/**
 * Confirms the caller's address by the code of the newest mail.
 *
 * @throws AppError `invalid_input` on the field `code`; `rate_limited`
 */
export async function verifyByCode(ctx: Ctx, { code }: { code: string }): Promise<null> {
  assertCan(ctx, 'profile:write')
  await assertAttempt('code', ctx.userId)
  const record = await findNewestMailToken(ctx.userId, 'verifyEmail')
  if (!record || !isOpen(record) || !(await countGuess(record._id, MOST_GUESSES))) throw tooOld()
  if (!isCode(record, code)) {
    throw new AppError('invalid_input', 'This is not the code.', {
      fields: { code: 'This is not the code of the newest mail.' },
    })
  }
  await forgive('code', ctx.userId)
  await confirm(record, ctx.requestId)
  return null
}

/** Confirms an address by the link of a mail, signed in or not. @throws AppError `invalid_input` */
export async function verifyByLink(info: RequestInfo, { token }: { token: string }): Promise<null> {
  const record = await readMailToken('verifyEmail', token)
  if (!record) throw tooOld()
  await confirm(record, info.requestId)
  return null
}

async function confirm(record: MailTokenRecord, requestId: string): Promise<void> {
  const user = await findUserById(record.userId)
  if (!user || user.email !== record.email || !(await spendMailToken(record._id))) throw tooOld()
  await updateUser(user._id, { emailVerifiedAt: new Date() })
  await deleteMailTokens(user._id, 'verifyEmail')
  await recordSecurityEvent('account.email_verified', { userId: user._id, requestId })
}
