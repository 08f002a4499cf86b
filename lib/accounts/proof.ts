import 'server-only'
import { recordSecurityEvent } from '@/lib/audit/server'
import type { Ctx } from '@/lib/auth/context'
import { assertCan } from '@/lib/auth/permissions'
import { AppError } from '@/lib/core/errors'
import { findSession, noteProof } from '@/lib/sessions/server'
import { assertAttempt, forgive } from '@/lib/throttles/server'
import { findUserById } from './data'
import { verifyPassword } from './passwords'

const FRESH_MS = 5 * 60 * 1000

/**
 * What somebody at an unlocked screen must not do asks for a fresh proof of who they are: signing in, or `proveByPassword`, in the
 * last five minutes.
 *
 * @throws AppError `proof_required`; the page asks for the proof and calls again
 */
export async function assertFreshProof(ctx: Ctx): Promise<void> {
  const session = ctx.sessionId ? await findSession(ctx.sessionId) : null
  if (session?.provedAt && Date.now() - session.provedAt.getTime() < FRESH_MS) return
  throw new AppError('proof_required', 'Please show once more that it is you.')
}

/** @throws AppError `invalid_input` on the field `password`; `rate_limited` */
export async function proveByPassword(ctx: Ctx, { password }: { password: string }): Promise<null> {
  assertCan(ctx, 'profile:write')
  await assertAttempt('proof', ctx.userId)
  const user = await findUserById(ctx.userId)
  if (!ctx.sessionId || !(await verifyPassword(user?.passwordHash, password))) {
    await recordSecurityEvent('session.refused', ctx)
    throw new AppError('invalid_input', 'The password is not right.', {
      fields: { password: 'This is not your password.' },
    })
  }
  await forgive('proof', ctx.userId)
  await noteProof(ctx.sessionId)
  return null
}
