import { isMetered } from '../../billing/amounts/prices.ts'
import { productName } from '../../billing/lines.ts'
import { invalid } from '../../core/errors.ts'
import type { Answer } from '../../core/http.ts'
import { showMoney } from '../../core/money.ts'
import type { Price, Subscription, SubscriptionItem } from '../../core/objects.ts'
import { previewUpdate } from '../../resources/billing/preview.ts'
import { updateSubscription } from '../../resources/billing/subscription-update.ts'
import { html, page, problem } from '../html.ts'
import { sumsOf } from '../invoice-pdf.ts'
import { priceWords } from '../parts.ts'
import { afterFlow, type Visit } from './visit.ts'

/** The item that plans are changed of: the one with a quantity. */
const planItem = (subscription: Subscription): SubscriptionItem => {
  const item = subscription.items.data.find(({ price }) => !isMetered(price)) ?? subscription.items.data[0]
  if (!item) throw invalid('This subscription has no items.')
  return item
}

function offered({ world, configuration }: Visit, currency: string): Price[] {
  const ids = (configuration.features.subscription_update.products ?? []).flatMap(({ prices }) => prices)
  const prices = ids.flatMap((id) => world.store.find('price', id) ?? [])
  return prices.filter(
    (price) => price.active && (price.currency === currency || price.currency_options?.[currency]),
  )
}

/** The plans to choose from. */
export function plansPage(at: Visit, subscription: Subscription): Answer {
  const { subscription_update: update } = at.configuration.features
  if (!update.enabled && at.session.flow?.type !== 'subscription_update')
    throw invalid('Plans cannot be changed here.')
  const item = planItem(subscription)
  const prices = offered(at, subscription.currency)
  const asksQuantity = update.default_allowed_updates.some((each) => each === 'quantity')
  const body = html`<section class="card narrow"><h1>Update plan</h1>${problem(at.error)}
${prices.length === 0 && html`<p class="muted">There are no other plans.</p>`}
<form method="get" action="${at.path}/confirm/${subscription.id}"><input type="hidden" name="item" value="${item.id}"><fieldset><legend>Plan</legend>
${prices.map((price) => html`<label class="choice"><input type="radio" name="price" value="${price.id}"${price.id === item.price.id ? html` checked` : ''}> ${productName(at.world, price)}<span class="amount">${priceWords(price, subscription.currency)}</span></label>`)}</fieldset>
${asksQuantity && html`<div class="field"><label for="quantity">Quantity</label><input id="quantity" name="quantity" type="number" min="1" max="9999" value="${item.quantity ?? 1}"></div>`}
<div class="actions"><button class="primary" type="submit">Continue</button><a class="button" href="${at.path}?home">Back</a></div></form></section>`
  return page({ title: 'Update plan · simulated', body })
}

function changeOf(at: Visit, subscription: Subscription) {
  const { form, session } = at
  const flow = session.flow?.subscription_update_confirm
  const { subscription_update: update } = at.configuration.features
  const item = subscription.items.data.find(({ id }) => id === form.get('item')) ?? planItem(subscription)
  const price = form.get('price') || item.price.id
  const wanted = form.get('quantity')
  const isFlow =
    flow?.items.some((each) => each.price === price || (!each.price && price === item.price.id)) ?? false
  if (!isFlow && (!update.enabled || !offered(at, subscription.currency).some(({ id }) => id === price)))
    throw invalid('This plan is not offered.')
  const quantity = wanted ? Number(wanted) : (item.quantity ?? 1)
  if (!Number.isInteger(quantity) || quantity < 1 || quantity > 9_999)
    throw invalid('The quantity is from 1 to 9,999.')
  const proration = update.proration_behavior as 'always_invoice' | 'create_prorations' | 'none'
  return {
    items: [{ id: item.id, price, quantity }],
    proration_behavior: isFlow && proration === 'create_prorations' ? ('always_invoice' as const) : proration,
  }
}

/** What a change costs, before it is made. */
export function confirmPage(at: Visit, subscription: Subscription): Answer {
  const change = changeOf(at, subscription)
  const [wanted] = change.items
  const price = at.world.store.get('price', wanted?.price ?? '')
  const invoice = previewUpdate(at.world, subscription.id, change)
  const body = html`<section class="card narrow"><h1>Confirm your update</h1>${problem(at.error)}
<p>${wanted?.quantity ?? 1} × ${productName(at.world, price)}, ${priceWords(price, subscription.currency)}</p>
${
  invoice
    ? html`<ul class="lines">${invoice.lines.data.map((line) => html`<li><span>${line.description}</span><span>${showMoney(line.amount, invoice.currency)}</span></li>`)}
${sumsOf(invoice)
  .slice(1, -1)
  .map(([label, amount]) =>
    label === 'Total'
      ? ''
      : html`<li><span>${label}</span><span>${showMoney(amount, invoice.currency)}</span></li>`,
  )}
<li class="total"><span>${invoice.billing_reason === 'subscription_cycle' ? 'On the next invoice' : 'Due today'}</span><span data-testid="total-due">${showMoney(invoice.amount_due, invoice.currency)}</span></li></ul>`
    : ''
}
<form method="post" action="${at.path}/confirm/${subscription.id}"><input type="hidden" name="item" value="${wanted?.id}"><input type="hidden" name="price" value="${wanted?.price}"><input type="hidden" name="quantity" value="${wanted?.quantity}">
<div class="actions"><button class="primary" type="submit">Confirm</button><a class="button" href="${at.path}?home">Back</a></div></form></section>`
  return page({ title: 'Confirm your update · simulated', body, formsTo: [afterFlow(at)] })
}

/** Changes the plan. A card that refuses leaves it as it was. @returns where to go */
export function submitPlan(at: Visit, subscription: Subscription): string {
  updateSubscription(
    at.world,
    { ...changeOf(at, subscription), payment_behavior: 'error_if_incomplete', cancel_at_period_end: false },
    subscription.id,
  )
  return afterFlow(at) === at.path ? `${at.path}?home` : afterFlow(at)
}
