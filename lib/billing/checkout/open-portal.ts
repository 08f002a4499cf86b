import 'server-only'
import { assertFreshProof } from '@/lib/accounts/server'
import type { Ctx } from '@/lib/auth/context'
import { assertCan } from '@/lib/auth/permissions'
import { AppError, notFound } from '@/lib/core/errors'
import { getEnv } from '@/lib/env'
import { askStripe } from '@/lib/platform/stripe'
import { findAccount } from '../accounts/data'
import { findPortal } from '../catalogue/sync-catalogue'
import type { PortalInput } from '../schema'
import { findWallet } from '../wallet/data'
import { hasCustomer } from './customer'
import { type Change, changeOf } from './preview-change'

/**
 * Opens Stripe's portal for the workspace: card, address, invoices, another plan, an end.
 *
 * @returns where it is; the address opens it for whoever has it, for a few minutes
 * @throws AppError `proof_required`; `not_found` when nothing was ever bought; `conflict` for another plan while pay-as-you-go
 * is on, and while seats that were given up can still be used
 */
export async function openPortal(ctx: Ctx, { wish, to }: PortalInput): Promise<{ url: string }> {
  assertCan(ctx, 'billing:manage')
  await assertFreshProof(ctx)
  const account = await findAccount(ctx.workspaceId)
  if (!hasCustomer(account)) throw notFound('plan')
  if (wish === 'change') await assertNoExtra(ctx)
  const change = wish === 'change' && to ? (await changeOf(account, to)).change : null
  const returnUrl = `${getEnv().NEXTAUTH_URL}/settings/billing?from=portal`
  const { url } = await askStripe(async (stripe) => {
    const portal = await findPortal(stripe, change ? 'change' : 'look')
    return stripe.billingPortal.sessions.create({
      customer: account.customerId,
      return_url: returnUrl,
      ...(portal && { configuration: portal.id }),
      ...(account.subscriptionId && flowOf({ wish, change }, account.subscriptionId, returnUrl)),
    })
  })
  return { url }
}

/** Stripe's portal changes no plan that has metered items. */
async function assertNoExtra({ workspaceId }: Ctx): Promise<void> {
  const extra = (await findWallet(workspaceId))?.extra
  if (!extra?.itemId) return
  throw new AppError(
    'conflict',
    extra.isOn
      ? 'Switch off pay-as-you-go first, then change the plan. What you used of it comes onto the next invoice.'
      : 'Pay-as-you-go is being switched off: its last messages are still being counted. Try again in ten minutes.',
  )
}

function flowOf(
  { wish, change }: { wish: PortalInput['wish']; change: Change | null },
  subscription: string,
  returnUrl: string,
) {
  const after = { type: 'redirect' as const, redirect: { return_url: returnUrl } }
  if (wish === 'cancel')
    return {
      flow_data: {
        type: 'subscription_cancel' as const,
        subscription_cancel: { subscription },
        after_completion: after,
      },
    }
  if (change)
    return {
      flow_data: {
        type: 'subscription_update_confirm' as const,
        subscription_update_confirm: { subscription, items: [change.item] },
        after_completion: after,
      },
    }
  return {}
}
