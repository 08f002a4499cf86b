import { finalizeInvoice } from '../../billing/invoices.ts'
import { periodOf } from '../../billing/items.ts'
import { renew } from '../../billing/renew.ts'
import { subscribe } from '../../billing/subscribe.ts'
import { post } from '../../core/api.ts'
import { invalid, StripeError } from '../../core/errors.ts'
import { newId } from '../../core/ids.ts'
import type { Invoice, Subscription } from '../../core/objects.ts'
import { choice, emptyable, flag, group, many, or, type Params, text, whole } from '../../core/shape.ts'
import type { World } from '../../core/world.ts'
import { automaticTax, discounts } from '../shapes.ts'
import { itemChange, updateSubscription } from './subscription-update.ts'
import { cancelSubscription } from './subscriptions.ts'

const shape = {
  automatic_tax: automaticTax,
  currency: text(3),
  customer: text(),
  discounts: many(discounts, 20),
  preview_mode: choice('next'),
  subscription: text(),
  subscription_details: group({
    billing_cycle_anchor: choice('now', 'unchanged'),
    cancel_at: emptyable(whole(0)),
    cancel_at_period_end: flag(),
    cancel_now: flag(),
    items: many(itemChange, 20),
    proration_behavior: choice('create_prorations', 'always_invoice', 'none'),
    proration_date: whole(0),
    trial_end: or('now', whole(0)),
  }),
}
type Wanted = Params<typeof shape>

/** What would be invoiced: done for real, read, and undone. */
function preview(world: World, params: Wanted): Invoice {
  return world.store.rehearse(() => {
    const invoice = params.subscription
      ? ofSubscription(world, params, params.subscription)
      : ofNew(world, params)
    if (!invoice)
      throw invalid('No upcoming invoices for customer: nothing would be billed.', {
        code: 'invoice_upcoming_none',
      })
    const shown =
      invoice.status === 'draft'
        ? { ...finalizeInvoice(world, invoice), status: 'draft' as const }
        : { ...invoice, status: 'draft' as const }
    const id = newId('upcoming_in')
    const lines = shown.lines.data.map((line) => ({ ...line, invoice: id }))
    return {
      ...shown,
      id,
      number: null,
      hosted_invoice_url: null,
      invoice_pdf: null,
      amount_paid: 0,
      amount_remaining: shown.amount_due,
      lines: { ...shown.lines, data: lines },
    }
  })
}

function ofSubscription(world: World, params: Wanted, id: string): Invoice | null {
  const before = world.store.get('subscription', id, 'subscription')
  if (params.customer && before.customer !== params.customer)
    throw invalid(`No such subscription: '${id}'`, { code: 'resource_missing', param: 'subscription' }, 404)
  const known = before.latest_invoice
  const { cancel_now: ends, ...details } = params.subscription_details ?? {}
  if (params.discounts) updateSubscription(world, { discounts: params.discounts }, id)
  if (ends) {
    cancelSubscription(world, { invoice_now: true, prorate: details.proration_behavior !== 'none' }, id)
    return (
      world.store.all(
        'invoice',
        (invoice) => invoice.parent?.subscription_details?.subscription === id && invoice.id !== known,
      )[0] ?? null
    )
  }
  const after = Object.keys(details).length > 0 ? updateSubscription(world, details, id) : before
  if (after.latest_invoice !== known) return world.store.get('invoice', after.latest_invoice ?? '')
  return upcoming(world, after)
}

function upcoming(world: World, subscription: Subscription): Invoice | null {
  if (subscription.ended_at || subscription.cancel_at_period_end || subscription.status === 'incomplete')
    return null
  return world.at(periodOf(subscription).end, () => renew(world, subscription))
}

/** What a change of a subscription's items would be invoiced with, or null when with nothing. */
export function previewUpdate(
  world: World,
  subscription: string,
  details: NonNullable<Wanted['subscription_details']>,
): Invoice | null {
  try {
    return preview(world, { subscription, subscription_details: details })
  } catch (error) {
    if (error instanceof StripeError && error.details.code === 'invoice_upcoming_none') return null
    throw error
  }
}

/** The first invoice of a subscription that is not there yet. */
function ofNew(world: World, params: Wanted): Invoice {
  const customer = world.store.get('customer', params.customer ?? '', 'customer')
  const items = (params.subscription_details?.items ?? []).flatMap(({ price, quantity }) =>
    price ? [{ price, quantity }] : [],
  )
  if (items.length === 0)
    throw invalid('Name a subscription or the items of a new one.', {
      code: 'parameter_missing',
      param: 'subscription',
    })
  return subscribe(world, {
    customer,
    items,
    currency: params.currency,
    discounts: params.discounts,
    automaticTax: params.automatic_tax?.enabled,
    trialEnd: params.subscription_details?.trial_end,
    behavior: 'default_incomplete',
  }).collected.invoice
}

export const previews = [post('/v1/invoices/create_preview', 'InvoiceCreatePreviewParams', shape, preview)]
