import 'server-only'
import { recordSecurityEvent } from '@/lib/audit/server'
import type { Ctx } from '@/lib/auth/context'
import { assertCan } from '@/lib/auth/permissions'
import { AppError } from '@/lib/core/errors'
import { endSessions } from '@/lib/sessions/server'
import { assertAttempt, forgive } from '@/lib/throttles/server'
import { hashNewPassword } from './assert-hard-to-guess'
import { findUserById, updateUser } from './data'
import { mailPasswordChanged } from './email/mails'
import { verifyPassword } from './passwords'
import type { ChangePasswordInput } from './schema'

/** Ends every session of the caller, this one included, on every server with its next request. */
export async function signOutEverywhere(ctx: Ctx): Promise<null> {
  assertCan(ctx, 'profile:write')
  await endSessions(ctx.userId, { except: null }, 'everywhere')
  await recordSecurityEvent('session.ended_all', ctx)
  return null
}

/**
 * Changes the caller's password and ends every session; the page signs in again with the new one.
 *
 * @throws AppError `invalid_input` on the field `current` when the current password is wrong, on `next` when the new one is easy to guess; `rate_limited`
 */
export async function changePassword(ctx: Ctx, input: ChangePasswordInput): Promise<null> {
  assertCan(ctx, 'profile:write')
  await assertAttempt('proof', ctx.userId)
  const user = await findUserById(ctx.userId)
  if (!user || !(await verifyPassword(user.passwordHash, input.current))) {
    throw new AppError('invalid_input', 'The current password is not right.', {
      fields: { current: 'This is not your current password.' },
    })
  }
  await forgive('proof', ctx.userId)
  const passwordHash = await hashNewPassword(input.next, [user.name, user.email], 'next')
  await updateUser(ctx.userId, { passwordHash })
  await endSessions(ctx.userId, { except: null }, 'password')
  await mailPasswordChanged(ctx.userId, new Date())
  await recordSecurityEvent('account.password_changed', ctx)
  return null
}
