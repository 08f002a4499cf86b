import type { Ctx } from '@/lib/auth/context'
import { finishCheckout, refreshBilling } from '@/lib/billing/server'
import { AppError } from '@/lib/core/errors'

const PAGE = '/settings/billing'

/**
 * Somebody comes back from Stripe. What happened there is read from Stripe before the page is shown: webhooks may be late.
 *
 * @returns where to go on, so that what is shown is read anew; null for everybody else
 */
export async function arrive(
  ctx: Ctx,
  { checkout, from }: Record<string, string | string[] | undefined>,
): Promise<string | null> {
  if (typeof checkout === 'string') return `${PAGE}?done=${await finish(ctx, checkout)}`
  if (from !== 'portal') return null
  await refreshBilling(ctx)
  return PAGE
}

async function finish(ctx: Ctx, id: string): Promise<'paid' | 'added' | 'open' | 'unknown'> {
  try {
    return await finishCheckout(ctx, id)
  } catch (error) {
    if (error instanceof AppError && error.code === 'not_found') return 'unknown'
    throw error
  }
}
