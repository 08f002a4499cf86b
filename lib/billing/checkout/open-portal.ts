import 'server-only'
import { assertFreshProof } from '@/lib/accounts/server'
import type { Ctx } from '@/lib/auth/context'
import { assertCan } from '@/lib/auth/permissions'
import { notFound } from '@/lib/core/errors'
import { getEnv } from '@/lib/env'
import { askStripe } from '@/lib/platform/stripe'
import { findAccount } from '../accounts/data'
import { findPortal } from '../catalogue/sync-catalogue'
import type { PortalInput } from '../schema'
import { hasCustomer } from './customer'

/**
 * Opens Stripe's portal for the workspace: card, address, invoices, another plan, an end.
 *
 * @returns where it is; the address opens it for whoever has it, for a few minutes
 * @throws AppError `proof_required`; `not_found` when nothing was ever bought
 */
export async function openPortal(ctx: Ctx, { wish }: PortalInput): Promise<{ url: string }> {
  assertCan(ctx, 'billing:manage')
  await assertFreshProof(ctx)
  const account = await findAccount(ctx.workspaceId)
  if (!hasCustomer(account)) throw notFound('plan')
  const returnUrl = `${getEnv().NEXTAUTH_URL}/settings/billing?from=portal`
  const { url } = await askStripe(async (stripe) => {
    const portal = await findPortal(stripe)
    return stripe.billingPortal.sessions.create({
      customer: account.customerId,
      return_url: returnUrl,
      ...(portal && { configuration: portal.id }),
      ...(account.subscriptionId && flowOf(wish, account.subscriptionId, returnUrl)),
    })
  })
  return { url }
}

function flowOf(wish: PortalInput['wish'], subscription: string, returnUrl: string) {
  const after = { type: 'redirect' as const, redirect: { return_url: returnUrl } }
  if (wish === 'cancel')
    return {
      flow_data: {
        type: 'subscription_cancel' as const,
        subscription_cancel: { subscription },
        after_completion: after,
      },
    }
  if (wish === 'change')
    return {
      flow_data: {
        type: 'subscription_update' as const,
        subscription_update: { subscription },
        after_completion: after,
      },
    }
  return {}
}
