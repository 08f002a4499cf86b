import 'server-only'
import type { Ctx } from '@/lib/auth/context'
import { assertCan } from '@/lib/auth/permissions'
import { notFound } from '@/lib/core/errors'
import { askStripe, isMissing } from '@/lib/platform/stripe'
import { converge } from '../accounts/converge'
import { findAccount } from '../accounts/data'
import { hasCustomer } from './customer'

/**
 * Somebody comes back from a checkout: whether it was paid is asked of Stripe, whatever the address says.
 *
 * @returns `paid`: the plan is there; `added`: the prepaid messages are; `open`: nothing was paid (yet)
 * @throws AppError `not_found` for a checkout of another workspace
 */
export async function finishCheckout(ctx: Ctx, id: string): Promise<'paid' | 'added' | 'open'> {
  assertCan(ctx, 'billing:manage')
  const account = await findAccount(ctx.workspaceId)
  if (!hasCustomer(account)) throw notFound('checkout')
  const session = await askStripe(async (stripe) => {
    try {
      return await stripe.checkout.sessions.retrieve(id)
    } catch (error) {
      if (isMissing(error)) throw notFound('checkout')
      throw error
    }
  })
  const customer = typeof session.customer === 'string' ? session.customer : session.customer?.id
  if (customer !== account.customerId) throw notFound('checkout')
  await askStripe(() => converge(account.customerId))
  if (session.status !== 'complete' || session.payment_status === 'unpaid') return 'open'
  return session.mode === 'payment' ? 'added' : 'paid'
}
