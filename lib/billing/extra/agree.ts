import 'server-only'
import type Stripe from 'stripe'
import { assertFreshProof } from '@/lib/accounts/server'
import { recordSecurityEvent } from '@/lib/audit/server'
import type { Ctx } from '@/lib/auth/context'
import { assertCan } from '@/lib/auth/permissions'
import { AppError, notFound } from '@/lib/core/errors'
import { log } from '@/lib/platform/log'
import { askStripe } from '@/lib/platform/stripe'
import { converge } from '../accounts/converge'
import type { AccountDocument } from '../accounts/data'
import { extraKeyOf } from '../catalogue/lookup-keys'
import { requireCustomer } from '../checkout/customer'
import { extras } from '../plans/read-plans'
import type { ExtraInput, Interval } from '../schema'
import { ensureWallet, findWallet } from '../wallet/data'
import { extraUntil } from './converge-extra'
import { closeExtra, writeExtra } from './data'
import { stateOf } from './read-extra'
import { reportExtra } from './report'

/**
 * Switches pay-as-you-go on for the workspace's subscription, or changes its ceiling: what was used counts for the new one.
 *
 * @throws AppError `proof_required`; `not_found` where nobody pays as they go; `conflict` without a paid plan, or when it was switched off
 * in this billing period; `invalid_input` for a ceiling below one message
 */
export async function switchExtraOn(ctx: Ctx, { ceiling }: ExtraInput): Promise<null> {
  assertCan(ctx, 'billing:manage')
  await assertFreshProof(ctx)
  if (!extras().perMessage) throw notFound('pay-as-you-go')
  const { customerId } = await requireCustomer(ctx)
  const account = await askStripe(() => converge(customerId))
  await ensureWallet(ctx.workspaceId, ctx.userId)
  const extra = (await findWallet(ctx.workspaceId))?.extra ?? null
  const state = stateOf(account, extra, new Date())
  if (!account?.subscriptionId || !account.periodEnd || state === 'needs a plan')
    throw new AppError('conflict', 'Pay-as-you-go is for a plan that is paid. Choose one first.')
  if (state === 'later' || state === 'ending')
    throw new AppError(
      'conflict',
      'It was switched off in this billing period. It can be on again in the next.',
    )
  // Whoever pays an older price goes on with it.
  const known = extra?.itemId ? { itemId: extra.itemId, perMessage: extra.perMessage } : null
  const { price, perMessage } = known ? { ...known, price: '' } : await requirePrice(account)
  if (ceiling < perMessage) {
    const words = 'This is less than one message.'
    throw new AppError('invalid_input', words, { fields: { ceiling: words } })
  }
  const currency = account.currency ?? ''
  const itemId = known?.itemId ?? (await addItem(account.subscriptionId, price))
  await writeExtra(ctx.workspaceId, {
    ...{ isOn: true, currency, perMessage, ceiling },
    ...{ most: Math.floor(ceiling / perMessage), subscriptionId: account.subscriptionId, itemId },
    ...{ periodEnd: account.periodEnd, until: extraUntil(account) },
  })
  await recordSecurityEvent('extra.agreed', ctx, { ceiling, currency })
  return null
}

/** What a message costs by the price in Stripe, in the currency of the subscription. */
async function requirePrice({ interval, currency }: AccountDocument) {
  const key = extraKeyOf(interval as Interval)
  const expand = ['data.currency_options']
  const { data } = await askStripe((stripe) =>
    stripe.prices.list({ lookup_keys: [key], active: true, expand }),
  )
  const perMessage = data[0] && amountIn(data[0], currency?.toLowerCase() ?? '')
  if (!data[0] || !perMessage) {
    log.error('messages beyond the plan have no price in Stripe: run npm run stripe:sync', { key, currency })
    throw new AppError('unavailable', 'This cannot be switched on just now. Nothing was changed.')
  }
  return { price: data[0].id, perMessage }
}

const amountIn = ({ currency, unit_amount, currency_options }: Stripe.Price, wanted: string) =>
  (currency === wanted ? unit_amount : currency_options?.[wanted]?.unit_amount) ?? null

/** Two windows at once add one item; after it was off there is another. */
async function addItem(subscription: string, price: string): Promise<string> {
  const { id } = await askStripe(async (stripe) => {
    const { data } = await stripe.subscriptionItems.list({ subscription, limit: 100 })
    const known = data.find((item) => item.price.id === price)
    if (known) return known
    const item = { subscription, price, proration_behavior: 'none' as const }
    // One that has been taken off since makes it another wish a minute later.
    const minute = Math.floor(Date.now() / 60_000)
    return stripe.subscriptionItems.create(item, {
      idempotencyKey: `extra:${subscription}:${price}:${minute}`,
    })
  })
  return id
}

/** Switches pay-as-you-go off. What was used is reported first and comes onto the next invoice; what is being answered is waited for. */
export async function switchExtraOff(ctx: Ctx): Promise<null> {
  assertCan(ctx, 'billing:manage')
  const wallet = await closeExtra(ctx.workspaceId)
  if (!wallet) return null
  await recordSecurityEvent('extra.ended', ctx)
  await reportExtra()
  return null
}
