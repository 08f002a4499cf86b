import 'server-only'
import type Stripe from 'stripe'
import type { Ctx } from '@/lib/auth/context'
import { assertCan } from '@/lib/auth/permissions'
import { log } from '@/lib/platform/log'
import { findStripe } from '@/lib/platform/stripe'
import { findAccount } from '../accounts/data'
import { hasCustomer } from '../checkout/customer'
import { GRACE_DAYS } from '../limits'
import { planNamed, planOf } from '../plans/read-plans'
import type { BillingView, GivenPlan, InvoiceDto } from '../schema'

const MOST_INVOICES = 24

/** @returns what Settings › Billing shows; null where nothing is sold */
export async function readBilling(ctx: Ctx): Promise<BillingView | null> {
  assertCan(ctx, 'billing:manage')
  const stripe = findStripe()
  if (!stripe) return null
  const account = await findAccount(ctx.workspaceId)
  const invoices = hasCustomer(account) ? await findInvoices(stripe, account.customerId) : []
  const iso = (date: Date | null | undefined) => date?.toISOString() ?? null
  return {
    plan: planOf(ctx).name,
    planKey: planOf(ctx).key,
    paid: planNamed(account?.plan).name,
    paidKey: planNamed(account?.plan).key,
    given: givenNow(account?.granted ?? null),
    status: account?.status ?? 'none',
    interval: account?.interval ?? null,
    currency: account?.currency ?? null,
    seats: account?.seats ?? null,
    periodEnd: iso(account?.periodEnd),
    trialEnd: iso(account?.trialEnd),
    cancelAt: iso(account?.cancelAt),
    graceEnd: account?.pastDueSince
      ? new Date(account.pastDueSince.getTime() + GRACE_DAYS * 24 * 60 * 60_000).toISOString()
      : null,
    card: account?.card ?? null,
    hasPortal: hasCustomer(account),
    invoices,
  }
}

function givenNow(given: GivenPlan | null): GivenPlan | null {
  return given && new Date(given.until) > new Date() ? { ...given, plan: planNamed(given.plan).name } : null
}

/** @returns the invoices, newest first; null while Stripe does not answer: the rest of the page is there without them */
async function findInvoices(stripe: Stripe, customer: string): Promise<InvoiceDto[] | null> {
  try {
    const { data } = await stripe.invoices.list({ customer, limit: MOST_INVOICES })
    return data.filter(({ status }) => status !== 'draft').map(toInvoice)
  } catch (error) {
    log.warn('invoices cannot be listed', { error })
    return null
  }
}

function toInvoice({
  id,
  number,
  created,
  total,
  currency,
  status,
  invoice_pdf: pdf,
  hosted_invoice_url: page,
}: Stripe.Invoice): InvoiceDto {
  return {
    id,
    number: number ?? '',
    at: new Date(created * 1000).toISOString(),
    total,
    currency: currency.toUpperCase(),
    status: status ?? 'open',
    pdf: pdf ?? null,
    page: page ?? null,
  }
}
