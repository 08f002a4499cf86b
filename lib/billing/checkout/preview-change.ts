import 'server-only'
import type { Ctx } from '@/lib/auth/context'
import { assertCan } from '@/lib/auth/permissions'
import { AppError, notFound } from '@/lib/core/errors'
import { askStripe } from '@/lib/platform/stripe'
import { type AccountDocument, findAccount } from '../accounts/data'
import { lookupKeyOf } from '../catalogue/lookup-keys'
import { offeredPlans } from '../plans/read-plans'
import type { ChangeInput, ChangePreview, Plan } from '../schema'
import { countTaken } from '../seats/data'
import { keptNow } from '../seats/seats-now'
import { hasCustomer } from './customer'
import { seatItemOf } from './seat-item'

/** What can be changed in the portal. */
const RUNNING = new Set(['active', 'trialing', 'past_due'])

/** A change as Stripe names it. */
export type Change = { subscription: string; item: { id: string; price: string; quantity: number } }

/**
 * @returns what a change of the plan would cost, as Stripe reckons it; nothing is changed
 * @throws AppError `not_found` without a plan, or for one that is not sold; `invalid_input` for seats; `conflict` while seats that were
 * given up can still be used
 */
export async function previewChange(ctx: Ctx, wish: ChangeInput): Promise<ChangePreview> {
  assertCan(ctx, 'billing:manage')
  const account = await findAccount(ctx.workspaceId)
  const { change, amount } = await changeOf(account, wish)
  const invoice = await askStripe((stripe) =>
    stripe.invoices.createPreview({
      subscription: change.subscription,
      subscription_details: { items: [change.item], proration_behavior: 'always_invoice' },
    }),
  )
  const prorated = invoice.lines.data
    .filter(
      ({ parent }) => parent?.subscription_item_details?.proration ?? parent?.invoice_item_details?.proration,
    )
    .reduce((sum, line) => sum + line.amount, 0)
  // A trial goes on as it is.
  const isNow = account?.status !== 'trialing'
  return {
    isNow,
    due: invoice.total,
    prorated,
    at: isNow ? null : (account?.periodEnd?.toISOString() ?? null),
    amount,
    currency: account?.currency ?? 'USD',
  }
}

/** @returns the change somebody wishes for, and what it comes to each month or year */
export async function changeOf(
  account: AccountDocument | null,
  { plan: key, interval, seats }: ChangeInput,
): Promise<{ change: Change; amount: number }> {
  const plan = offeredPlans().find((each) => each.key === key && each.prices !== null)
  if (!plan?.prices) throw notFound('plan')
  if (!plan.hasSeats && seats !== 1)
    throw new AppError('invalid_input', `${plan.name} has one seat.`, {
      fields: { seats: `${plan.name} has one seat.` },
    })
  const id = account?.subscriptionId
  if (!hasCustomer(account) || !id || !RUNNING.has(account.status)) throw notFound('plan')
  assertNothingKept(account)
  await assertEnoughSeats(account, { plan, seats })
  const currency = Object.keys(plan.prices[interval]).find((code) => code === account.currency)
  const amount = (currency ? plan.prices[interval][currency as keyof typeof plan.prices.month] : 0) * seats
  const [item, price] = await askStripe(async (stripe) => [
    seatItemOf(await stripe.subscriptions.retrieve(id)),
    (await stripe.prices.list({ lookup_keys: [lookupKeyOf(key, interval)], active: true })).data[0],
  ])
  if (!item || !price) throw notFound('plan')
  return { change: { subscription: id, item: { id: item.id, price: price.id, quantity: seats } }, amount }
}

/** What is paid back and what is due goes by the seats that stay: those that were given up would be lost, or had for nothing. */
function assertNothingKept(account: AccountDocument): void {
  if (keptNow(account) <= (account.seats ?? 1)) return
  throw new AppError(
    'conflict',
    'Some seats were given up and are paid for still. Keep them under “Seats” first, or change the plan after the renewal.',
  )
}

/** Seats of the plan that runs are added and given up by themselves: giving up frees them at the renewal, and is never paid back. */
async function assertEnoughSeats(
  { workspaceId, plan: current, seats: had }: AccountDocument,
  { plan, seats }: Pick<ChangeInput, 'seats'> & { plan: Plan },
): Promise<void> {
  if (!plan.hasSeats) return
  const refused = (words: string) => new AppError('invalid_input', words, { fields: { seats: words } })
  if (plan.key === current && seats !== (had ?? 1))
    throw refused('Seats are added and given up under “Seats”. Change the plan alone here.')
  const { members, invitations } = await countTaken(workspaceId.toHexString(), new Date())
  const taken = members + invitations
  if (plan.key !== current && seats < taken)
    throw refused(`You need ${taken} seats for the members and invitations of this workspace.`)
}
