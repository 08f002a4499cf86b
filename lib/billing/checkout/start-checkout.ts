import 'server-only'
import type Stripe from 'stripe'
import type { Ctx } from '@/lib/auth/context'
import { assertCan } from '@/lib/auth/permissions'
import { AppError, notFound } from '@/lib/core/errors'
import { getEnv } from '@/lib/env'
import { log } from '@/lib/platform/log'
import { askStripe } from '@/lib/platform/stripe'
import { converge } from '../accounts/converge'
import { swapCheckout } from '../accounts/data'
import { lookupKeyOf } from '../catalogue/lookup-keys'
import { offeredPlans } from '../plans/read-plans'
import type { CheckoutInput, Plan } from '../schema'
import { countTaken } from '../seats/data'
import { requireCustomer } from './customer'
import { closeOther, keyOf, taxParams } from './sessions'

/** What there can be one of. */
const LIVE = new Set(['active', 'trialing', 'past_due', 'unpaid', 'paused'])

/**
 * Opens a checkout in Stripe for the workspace. There is one open checkout at most: an earlier one is closed, so that nobody pays twice.
 *
 * @returns where to pay
 * @throws AppError `not_found` for a plan that is not sold; `invalid_input` for seats; `conflict` when there is a subscription
 */
export async function startCheckout(ctx: Ctx, input: CheckoutInput): Promise<{ url: string }> {
  assertCan(ctx, 'billing:manage')
  const plan = offeredPlans().find(({ key, prices }) => key === input.plan && prices !== null)
  if (!plan) throw notFound('plan')
  const seats = await enoughSeats(ctx, plan, input.seats)
  const account = await requireCustomer(ctx)
  const now = await askStripe(() => converge(account.customerId))
  if (now && LIVE.has(now.status))
    throw new AppError('conflict', 'This workspace has a plan already. Change it with “Change plan”.')
  const trialDays = now?.status === 'none' ? plan.trialDays : 0
  const params = await paramsOf(ctx, account.customerId, input, { seats, trialDays })
  const session = await askStripe((stripe) =>
    stripe.checkout.sessions.create(params, { idempotencyKey: keyOf(params, now?.checkoutId ?? null) }),
  )
  await closeOther(session.id, await swapCheckout(ctx.workspaceId, session.id))
  if (!session.url) throw new AppError('conflict', 'This checkout is closed. Please choose your plan again.')
  return { url: session.url }
}

/** Everybody who is a member or invited needs a seat, where there are seats. */
async function enoughSeats({ workspaceId }: Ctx, { hasSeats, name }: Plan, seats: number): Promise<number> {
  const refused = (words: string) => new AppError('invalid_input', words, { fields: { seats: words } })
  if (!hasSeats && seats !== 1) throw refused(`${name} has one seat.`)
  if (!hasSeats) return seats
  const { members, invitations } = await countTaken(workspaceId, new Date())
  if (seats >= members + invitations) return seats
  throw refused(`You need ${members + invitations} seats for the members and invitations of this workspace.`)
}

async function paramsOf(
  { workspaceId, userId }: Ctx,
  customer: string,
  { plan, interval, currency }: CheckoutInput,
  { seats, trialDays }: { seats: number; trialDays: number },
): Promise<Stripe.Checkout.SessionCreateParams> {
  const { NEXTAUTH_URL: base } = getEnv()
  const { data } = await askStripe((stripe) =>
    stripe.prices.list({ lookup_keys: [lookupKeyOf(plan, interval)], active: true }),
  )
  const [price] = data
  if (!price) {
    log.error('a plan has no price in Stripe: run npm run stripe:sync', { plan, interval })
    throw new AppError('unavailable', 'This plan cannot be bought just now. Nothing was charged.')
  }
  return {
    mode: 'subscription',
    customer,
    client_reference_id: workspaceId,
    line_items: [{ price: price.id, quantity: seats }],
    currency: currency.toLowerCase(),
    allow_promotion_codes: true,
    ...taxParams(),
    subscription_data: {
      metadata: { workspaceId, userId },
      ...(trialDays > 0 && { trial_period_days: trialDays }),
    },
    success_url: `${base}/settings/billing?checkout={CHECKOUT_SESSION_ID}`,
    // Whoever turns back finds what they had chosen.
    cancel_url: `${base}/settings/billing?done=open&plan=${plan}&interval=${interval}&currency=${currency}&seats=${seats}`,
  }
}
