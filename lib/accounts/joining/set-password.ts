import 'server-only'
import { recordSecurityEvent } from '@/lib/audit/server'
import type { Ctx } from '@/lib/auth/context'
import { assertCan } from '@/lib/auth/permissions'
import { AppError } from '@/lib/core/errors'
import { hashNewPassword } from '../assert-hard-to-guess'
import { findUserById, setFirstPassword } from '../data'
import { mailWayChanged } from '../email/sign-in-mails'
import { assertFreshProof } from '../proof'

/**
 * Gives the caller a password, who has none: they came by a provider or a link.
 *
 * @throws AppError `proof_required`; `conflict` when there is one; `invalid_input` on the field `next` when it is easy to guess
 */
export async function setPassword(ctx: Ctx, { next }: { next: string }): Promise<null> {
  assertCan(ctx, 'profile:write')
  await assertFreshProof(ctx)
  const user = await findUserById(ctx.userId)
  const passwordHash = await hashNewPassword(next, user ? [user.name, user.email] : [], 'next')
  if (!(await setFirstPassword(ctx.userId, passwordHash)))
    throw new AppError('conflict', 'Your account has a password already. Change it with the one it has.')
  await recordSecurityEvent('account.password_set', ctx)
  await mailWayChanged(ctx.userId, new Date(), { change: 'password', provider: '' })
  return null
}
