import 'server-only'
import type { Ctx } from '@/lib/auth/context'
import { assertCan } from '@/lib/auth/permissions'
import { askStripe } from '@/lib/platform/stripe'
import { hasCustomer } from '../checkout/customer'
import { converge } from './converge'
import { findAccount } from './data'

/** Reads anew what Stripe knows of the workspace, as after a visit to the portal. */
export async function refreshBilling(ctx: Ctx): Promise<null> {
  assertCan(ctx, 'billing:manage')
  const account = await findAccount(ctx.workspaceId)
  if (hasCustomer(account)) await askStripe(() => converge(account.customerId))
  return null
}
