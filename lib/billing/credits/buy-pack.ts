import 'server-only'
import type Stripe from 'stripe'
import type { Ctx } from '@/lib/auth/context'
import { assertCan } from '@/lib/auth/permissions'
import { AppError, notFound } from '@/lib/core/errors'
import { getEnv } from '@/lib/env'
import { log } from '@/lib/platform/log'
import { askStripe } from '@/lib/platform/stripe'
import { packKeyOf } from '../catalogue/lookup-keys'
import { requireCustomer } from '../checkout/customer'
import { closeOther, keyOf, taxParams } from '../checkout/sessions'
import { offeredPacks } from '../plans/read-plans'
import type { Pack, PackInput } from '../schema'
import { ensureWallet, findWallet, swapPackCheckout } from '../wallet/data'
import { packMetadata } from './pack-payments'

/**
 * Opens a checkout for prepaid messages. There is one open at most: an earlier one is closed, so that two windows are no two payments.
 *
 * @returns where to pay
 * @throws AppError `not_found` for a pack that is not sold
 */
export async function buyPack(ctx: Ctx, input: PackInput): Promise<{ url: string }> {
  assertCan(ctx, 'billing:manage')
  const pack = offeredPacks().find(({ key }) => key === input.pack)
  if (!pack) throw notFound('pack')
  const { customerId } = await requireCustomer(ctx)
  await ensureWallet(ctx.workspaceId, ctx.userId)
  const open = (await findWallet(ctx.workspaceId))?.checkoutId ?? null
  const params = await paramsOf(ctx, customerId, pack, input)
  const session = await askStripe((stripe) =>
    stripe.checkout.sessions.create(params, { idempotencyKey: keyOf(params, open) }),
  )
  await closeOther(session.id, await swapPackCheckout(ctx.workspaceId, session.id))
  if (!session.url) throw new AppError('conflict', 'This checkout is closed. Please choose again.')
  return { url: session.url }
}

async function paramsOf(
  ctx: Ctx,
  customer: string,
  pack: Pack,
  { currency, count, keepsCard }: PackInput,
): Promise<Stripe.Checkout.SessionCreateParams> {
  const key = packKeyOf(pack.key)
  const { data } = await askStripe((stripe) => stripe.prices.list({ lookup_keys: [key], active: true }))
  const [price] = data
  if (!price) {
    log.error('a pack has no price in Stripe: run npm run stripe:sync', { key })
    throw new AppError('unavailable', 'This cannot be bought just now. Nothing was charged.')
  }
  const back = `${getEnv().NEXTAUTH_URL}/settings/billing`
  const metadata = packMetadata(ctx, pack.messages * count, 'bought')
  return {
    mode: 'payment',
    customer,
    client_reference_id: ctx.workspaceId,
    line_items: [{ price: price.id, quantity: count }],
    currency: currency.toLowerCase(),
    allow_promotion_codes: true,
    // With an invoice, as all that is paid here.
    invoice_creation: { enabled: true },
    // There is no payment where a code takes the whole price off.
    metadata,
    payment_intent_data: {
      metadata,
      ...(keepsCard && { setup_future_usage: 'off_session' as const }),
    },
    ...taxParams(),
    success_url: `${back}?checkout={CHECKOUT_SESSION_ID}`,
    cancel_url: `${back}?done=open`,
  }
}
