import 'server-only'
import { assertFreshProof, getProfile, mailFactorChanged } from '@/lib/accounts/server'
import { recordSecurityEvent } from '@/lib/audit/server'
import type { Ctx } from '@/lib/auth/context'
import { assertCan } from '@/lib/auth/permissions'
import { AppError } from '@/lib/core/errors'
import { assertWithinRate } from '@/lib/http/rate-limit'
import { countRecoveryCodes, deleteFactors, findTotp } from './data'
import { makeRecoveryCodes } from './recovery-codes'
import type { FactorState, TotpOffer } from './schema'
import { checkTotp, offerTotp } from './totp'

const isOn = async (userId: string) => Boolean((await findTotp(userId))?.confirmedAt)

/** @returns whether the caller signs in with a second factor */
export async function getFactorState(ctx: Ctx): Promise<FactorState> {
  assertCan(ctx, 'profile:read')
  const [on, left] = await Promise.all([isOn(ctx.userId), countRecoveryCodes(ctx.userId)])
  return { isOn: on, recoveryCodesLeft: on ? left : 0 }
}

/** Begins to set up an authenticator app. @throws AppError `proof_required`; `conflict` when there is one */
export async function offerFactor(ctx: Ctx): Promise<TotpOffer> {
  assertCan(ctx, 'profile:write')
  await assertFreshProof(ctx)
  if (await isOn(ctx.userId)) throw new AppError('conflict', 'You have an authenticator app already.')
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
  await assertWithinRate('secondFactor', ctx.userId)
  if (!(await checkTotp(ctx.userId, code, 'offered'))) {
    throw new AppError('invalid_input', 'This is not the code of now.', {
      fields: { code: 'This is not the code of now. Enter the one your app shows, and check its clock.' },
    })
  }
  const codes = await makeRecoveryCodes(ctx.userId)
  await noteChange(ctx, 'factor.added')
  return { codes }
}

/** Makes new recovery codes; the old ones end. @throws AppError `proof_required`; `conflict` without a second factor */
export async function renewRecoveryCodes(ctx: Ctx): Promise<{ codes: string[] }> {
  assertCan(ctx, 'profile:write')
  await assertFreshProof(ctx)
  if (!(await isOn(ctx.userId))) throw new AppError('conflict', 'Set up an authenticator app first.')
  const codes = await makeRecoveryCodes(ctx.userId)
  await noteChange(ctx, 'factor.codes_renewed')
  return { codes }
}

/** Turns the second factor off. @throws AppError `proof_required` */
export async function removeFactor(ctx: Ctx): Promise<null> {
  assertCan(ctx, 'profile:write')
  await assertFreshProof(ctx)
  await deleteFactors(ctx.userId)
  await noteChange(ctx, 'factor.removed')
  return null
}

async function noteChange(ctx: Ctx, kind: 'factor.added' | 'factor.removed' | 'factor.codes_renewed') {
  await recordSecurityEvent(kind, ctx)
  await mailFactorChanged(ctx.userId, new Date(), kind)
}
