import 'server-only'
import { assertFreshProof, getProfile, mailFactorChanged } from '@/lib/accounts/server'
import { recordSecurityEvent } from '@/lib/audit/server'
import type { Ctx } from '@/lib/auth/context'
import { assertCan } from '@/lib/auth/permissions'
import { AppError } from '@/lib/core/errors'
import { noteFactor } from '@/lib/sessions/server'
import { assertAttempt, forgive } from '@/lib/throttles/server'
import { countRecoveryCodes, findTotp } from './data'
import { countPasskeys } from './passkeys/data'
import { makeRecoveryCodes } from './recovery-codes'
import type { FactorState, TotpOffer } from './schema'
import { endSecondStep, stepWays } from './second-step'
import { checkTotp, offerTotp } from './totp'

const hasApp = async (userId: string) => Boolean((await findTotp(userId))?.confirmedAt)

/** @returns whether the caller signs in with a second factor */
export async function getFactorState(ctx: Ctx): Promise<FactorState> {
  assertCan(ctx, 'profile:read')
  const { userId } = ctx
  const [ways, passkeys, left] = await Promise.all([
    stepWays(userId),
    countPasskeys(userId),
    countRecoveryCodes(userId),
  ])
  return { isOn: ways !== null, hasApp: ways?.app ?? false, passkeys, recoveryCodesLeft: ways ? left : 0 }
}

/** Begins to set up an authenticator app. @throws AppError `proof_required`; `conflict` when there is one */
export async function offerFactor(ctx: Ctx): Promise<TotpOffer> {
  assertCan(ctx, 'profile:write')
  await assertFreshProof(ctx)
  if (await hasApp(ctx.userId)) throw new AppError('conflict', 'You have an authenticator app already.')
  return offerTotp(ctx.userId, (await getProfile(ctx)).email)
}

/**
 * Turns the second factor on by the app's first code.
 *
 * @returns the recovery codes, for the only time
 * @throws AppError `invalid_input` on the field `code`
 */
export async function confirmFactor(ctx: Ctx, { code }: { code: string }): Promise<{ codes: string[] }> {
  assertCan(ctx, 'profile:write')
  await assertFreshProof(ctx)
  await assertAttempt('secondFactor', ctx.userId)
  if (!(await checkTotp(ctx.userId, code, 'offered'))) {
    throw new AppError('invalid_input', 'This is not the code of now.', {
      fields: { code: 'This is not the code of now. Enter the one your app shows, and check its clock.' },
    })
  }
  await forgive('secondFactor', ctx.userId)
  const codes = await makeRecoveryCodes(ctx.userId)
  if (ctx.sessionId) await noteFactor(ctx.sessionId)
  await noteChange(ctx, 'factor.added')
  return { codes }
}

/**
 * Asks for a passkey after the password from now on.
 *
 * @returns the recovery codes, for the only time
 * @throws AppError `proof_required`; `conflict` without a passkey, or when the second step is on already
 */
export async function requirePasskeyStep(ctx: Ctx): Promise<{ codes: string[] }> {
  assertCan(ctx, 'profile:write')
  await assertFreshProof(ctx)
  if ((await countPasskeys(ctx.userId)) === 0) throw new AppError('conflict', 'Add a passkey first.')
  if (await stepWays(ctx.userId)) throw new AppError('conflict', 'The second step is on already.')
  const codes = await makeRecoveryCodes(ctx.userId)
  await noteChange(ctx, 'factor.passkey_required')
  return { codes }
}

/** Makes new recovery codes; the old ones end. @throws AppError `proof_required`; `conflict` without a second factor */
export async function renewRecoveryCodes(ctx: Ctx): Promise<{ codes: string[] }> {
  assertCan(ctx, 'profile:write')
  await assertFreshProof(ctx)
  if (!(await stepWays(ctx.userId))) throw new AppError('conflict', 'Turn the second step on first.')
  const codes = await makeRecoveryCodes(ctx.userId)
  await noteChange(ctx, 'factor.codes_renewed')
  return { codes }
}

/** Turns the second factor off. @throws AppError `proof_required` */
export async function removeFactor(ctx: Ctx): Promise<null> {
  assertCan(ctx, 'profile:write')
  await assertFreshProof(ctx)
  await endSecondStep(ctx.userId)
  await noteChange(ctx, 'factor.removed')
  return null
}

type Change = 'factor.added' | 'factor.removed' | 'factor.codes_renewed' | 'factor.passkey_required'

async function noteChange(ctx: Ctx, kind: Change) {
  await recordSecurityEvent(kind, ctx)
  await mailFactorChanged(ctx.userId, new Date(), kind)
}
