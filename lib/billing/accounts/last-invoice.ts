import 'server-only'
import type Stripe from 'stripe'
import { log } from '@/lib/platform/log'
import { isRefused } from '@/lib/platform/stripe'
import { closeExtra, takeUnreported } from '../extra/data'
import { finishReport } from '../extra/report'

type Customer = { workspaceId: string; customerId: string }

/**
 * Ends the subscriptions of a customer who is about to go, and bills what was used and is on no invoice yet: with the customer Stripe
 * forgets it. Harmless to do twice. What a bank refuses stays unpaid, and what Stripe's meter was told within the last minutes may be missing.
 *
 * @throws what Stripe throws when it could not be asked
 */
export async function billTheRest(
  stripe: Stripe,
  { workspaceId, customerId: customer }: Customer,
): Promise<void> {
  const { data: running } = await stripe.subscriptions.list({ customer, limit: 100 })
  await closeExtra(workspaceId)
  for (const { id } of running) {
    await unlessRefused(customer, () => billUnreported(stripe, workspaceId, id, customer))
    await unlessRefused(customer, () =>
      stripe.subscriptions.cancel(id, { invoice_now: true, prorate: false }),
    )
  }
  const { data: drafts } = await stripe.invoices.list({ customer, status: 'draft', limit: 100 })
  for (const { id } of drafts) await unlessRefused(customer, () => collect(stripe, id ?? ''))
}

/** Not through the meter, but for what was begun to be told there: what it is told now may be added up too late. */
async function billUnreported(
  stripe: Stripe,
  workspaceId: string,
  subscription: string,
  customer: string,
): Promise<void> {
  await finishReport(stripe, workspaceId)
  const taken = await takeUnreported(workspaceId, subscription)
  if (!taken) return
  const { count, perMessage, currency } = taken
  log.info('messages beyond the plan go onto the last invoice', { customer, count, audit: true })
  await stripe.invoiceItems.create({
    ...{ customer, subscription, amount: count * perMessage, currency: currency.toLowerCase() },
    description: `${count.toLocaleString('en')} messages beyond the plan`,
  })
}

/** Stripe collects nothing by itself once a subscription has ended. */
async function collect(stripe: Stripe, id: string): Promise<void> {
  const { status } = await stripe.invoices.finalizeInvoice(id, { auto_advance: false })
  if (status === 'open') await stripe.invoices.pay(id, { off_session: true })
}

async function unlessRefused(customer: string, act: () => Promise<unknown>): Promise<void> {
  try {
    await act()
  } catch (error) {
    if (!isRefused(error)) throw error
    log.warn('the last invoice of a customer is not what it should be', { customer, error, audit: true })
  }
}
