import 'server-only'
import { assertFreshProof } from '@/lib/accounts/server'
import { recordSecurityEvent } from '@/lib/audit/server'
import type { Ctx } from '@/lib/auth/context'
import { assertCan } from '@/lib/auth/permissions'
import { AppError, notFound } from '@/lib/core/errors'
import { getEnv } from '@/lib/env'
import { askStripe } from '@/lib/platform/stripe'
import { findAccount } from '../accounts/data'
import { offeredPacks } from '../plans/read-plans'
import type { TopUpInput, TopUpView } from '../schema'
import type { WalletDocument } from '../stored/data'
import { ensureWallet } from '../wallet/data'
import { closeTopUp, writeTopUp } from './data'
import { findCard, topUpSoon } from './top-up'

/** Where tax is reckoned a payment without a page would have none. */
const isOffered = () => offeredPacks().length > 0 && getEnv().STRIPE_TAX !== '1'

/**
 * Agrees to buy a pack whenever fewer messages than the threshold are left, with the card that is kept, up to a ceiling a month (UTC).
 *
 * @throws AppError `proof_required`; `not_found` for a pack that is not sold; `invalid_input` for a ceiling below one pack; `conflict`
 * without a card, and in another currency than this month has bought in
 */
export async function switchTopUpOn(ctx: Ctx, input: TopUpInput): Promise<null> {
  assertCan(ctx, 'billing:manage')
  await assertFreshProof(ctx)
  const { currency, ceiling, threshold } = input
  const pack = offeredPacks().find(({ key }) => key === input.pack)
  if (!pack || !isOffered()) throw notFound('pack')
  if (ceiling < pack.prices[currency]) {
    const words = 'This is less than one pack.'
    throw new AppError('invalid_input', words, { fields: { ceiling: words } })
  }
  const account = await findAccount(ctx.workspaceId)
  if (!account || !(await askStripe((stripe) => findCard(stripe, account))))
    throw new AppError(
      'conflict',
      'No card is kept yet. Buy messages once and keep the card, or choose a plan.',
    )
  await ensureWallet(ctx.workspaceId, ctx.userId)
  const isWritten = await writeTopUp(
    ctx.workspaceId,
    { pack: pack.key, currency, threshold, ceiling },
    new Date(),
  )
  if (!isWritten)
    throw new AppError(
      'conflict',
      'This month has bought messages in another currency already. Choose that one, or wait for the next month.',
    )
  await recordSecurityEvent('topup.agreed', ctx, { pack: pack.key, currency, threshold, ceiling })
  topUpSoon(ctx.workspaceId)
  return null
}

/** Nothing is bought by itself any more; a payment that is under way is still made. */
export async function switchTopUpOff(ctx: Ctx): Promise<null> {
  assertCan(ctx, 'billing:manage')
  if (await closeTopUp(ctx.workspaceId)) await recordSecurityEvent('topup.ended', ctx)
  return null
}

/** @returns what is shown of it; null where nothing is bought by itself */
export function topUpView(wallet: WalletDocument | null, now: Date): TopUpView | null {
  const topUp = wallet?.topUp ?? null
  if (!isOffered()) return null
  const [first] = offeredPacks()
  const month = now.toISOString().slice(0, 7)
  return {
    state: topUp?.isOn ? 'on' : topUp?.stopped ? topUp.stopped : 'off',
    pack: topUp?.pack ?? first?.key ?? '',
    currency: topUp?.currency ?? null,
    threshold: topUp?.threshold ?? 100,
    ceiling: topUp?.ceiling ?? null,
    spent: topUp?.month === month ? topUp.spent : 0,
  }
}
