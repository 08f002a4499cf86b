import { periodOf } from '../../billing/items.ts'
import { productName } from '../../billing/lines.ts'
import type { Answer } from '../../core/http.ts'
import { showMoney } from '../../core/money.ts'
import type { Subscription } from '../../core/objects.ts'
import { type Html, html, page, problem } from '../html.ts'
import { cardWords, priceWords } from '../parts.ts'
import { dateWords } from '../words.ts'
import type { Visit } from './visit.ts'

/** The portal's first page: plan, cards, details, invoices. */
export function portalHome(at: Visit): Answer {
  const { session, configuration } = at
  const back = session.return_url ?? configuration.default_return_url
  const body = html`<div class="narrow-ish">
${back && html`<p><a href="${back}">← Back to Numina</a></p>`}
<h1>${configuration.business_profile.headline ?? 'Manage your plan'}</h1>
${problem(at.error)}
${plans(at)}
${configuration.features.payment_method_update.enabled && cards(at)}
${configuration.features.customer_update.enabled && details(at)}
${configuration.features.invoice_history.enabled && invoices(at)}
</div>`
  return page({ title: 'Your plan · simulated', body, formsTo: [back] })
}

function plans(at: Visit): Html {
  const found = at.world.store.all(
    'subscription',
    ({ customer, status }) =>
      customer === at.session.customer && !['canceled', 'incomplete_expired'].includes(status),
  )
  return html`<section class="card"><h2>Current plan</h2>${found.length === 0 ? html`<p class="muted">There is no subscription.</p>` : found.map((subscription) => plan(at, subscription))}</section>`
}

function plan(at: Visit, subscription: Subscription): Html {
  const { subscription_cancel: cancel, subscription_update: update } = at.configuration.features
  const { end } = periodOf(subscription)
  const ends = subscription.cancel_at
  const when = ends
    ? `Ends on ${dateWords(ends)}.`
    : subscription.status === 'trialing'
      ? `The trial ends on ${dateWords(end)}.`
      : `Renews on ${dateWords(end)}.`
  return html`<ul class="lines">${subscription.items.data.map((item) => html`<li><span>${item.quantity && item.quantity > 1 ? `${item.quantity} × ` : ''}${productName(at.world, item.price)}</span><span>${priceWords(item.price, subscription.currency)}</span></li>`)}</ul>
<p><span class="tag">${subscription.status.replaceAll('_', ' ')}</span> <span class="muted">${when}</span></p>
<div class="actions">
${update.enabled && !ends && html`<a class="button primary" href="${at.path}/plans/${subscription.id}">Update plan</a>`}
${ends ? html`<form method="post" action="${at.path}/resume/${subscription.id}"><button class="primary">Don’t cancel</button></form>` : cancel.enabled && html`<a class="button danger" href="${at.path}/cancel/${subscription.id}">Cancel plan</a>`}
</div>`
}

function cards(at: Visit): Html {
  const { world, session } = at
  const used = world.store.get('customer', session.customer).invoice_settings.default_payment_method
  const found = world.store.all('payment_method', ({ customer }) => customer === session.customer)
  return html`<section class="card"><h2>Payment method</h2>${found.length === 0 ? html`<p class="muted">No card is saved.</p>` : ''}
<ul class="lines">${found.map(
    (
      method,
    ) => html`<li class="stack"><span>${cardWords(method)} <span class="muted small">${method.card ? `expires ${String(method.card.exp_month).padStart(2, '0')} / ${method.card.exp_year}` : ''}</span>${method.id === used ? html` <span class="tag">default</span>` : ''}</span>
<span class="actions">${method.id !== used && html`<form method="post" action="${at.path}/default-card"><button name="card" value="${method.id}">Make default</button></form>`}<form method="post" action="${at.path}/remove-card"><button class="danger" name="card" value="${method.id}" aria-label="Remove ${cardWords(method)}">Remove</button></form></span></li>`,
  )}</ul>
<p class="actions"><a class="button" href="${at.path}/card">Add payment method</a></p></section>`
}

function details(at: Visit): Html {
  const customer = at.world.store.get('customer', at.session.customer)
  const lines = [
    customer.name,
    customer.email,
    [
      customer.address?.line1,
      customer.address?.postal_code,
      customer.address?.city,
      customer.address?.country,
    ]
      .filter(Boolean)
      .join(', '),
  ]
  return html`<section class="card details"><h2>Billing details</h2>${lines.filter(Boolean).map((line) => html`<p>${line}</p>`)}
<p class="actions"><a class="button" href="${at.path}/details">Change</a></p></section>`
}

function invoices(at: Visit): Html {
  const found = at.world.store
    .all('invoice', ({ customer, status }) => customer === at.session.customer && status !== 'draft')
    .slice(0, 24)
  return html`<section class="card"><h2>Invoices</h2>${
    found.length === 0
      ? html`<p class="muted">There are no invoices yet.</p>`
      : html`<ul class="lines">${found.map(
          (invoice) =>
            html`<li><span><a href="/i/${invoice.id}">${dateWords(invoice.effective_at ?? invoice.created)}</a> <span class="tag">${invoice.status}</span></span><span><span class="amount">${showMoney(invoice.total, invoice.currency)}</span> · <a href="/i/${invoice.id}/pdf" download>PDF</a></span></li>`,
        )}</ul>`
  }</section>`
}
