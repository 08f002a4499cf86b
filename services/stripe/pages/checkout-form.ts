import { couponOf } from '../billing/checkout/totals.ts'
import type { Answer } from '../core/http.ts'
import { showMoney } from '../core/money.ts'
import type { CheckoutSession, LineItem, LocalCheckout } from '../core/objects.ts'
import type { World } from '../core/world.ts'
import { TAX_ID_TYPES } from '../resources/customers/tax-ids.ts'
import { field, type Html, html, page, problem, select } from './html.ts'
import { COUNTRIES, cardFields, priceWords, testCards } from './parts.ts'
import { intervalWords } from './words.ts'

/** What was typed before an error, without the card. */
export type Entered = Record<string, string>

const TITLES = { payment: 'Pay', setup: 'Save a card', subscription: 'Subscribe' } as const

/** The form on which a session is paid. */
export function checkoutForm(
  world: World,
  session: CheckoutSession,
  { error, entered = {} }: { error?: string | undefined; entered?: Entered } = {},
): Answer {
  const plan = world.store.get('local.checkout', session.id)
  const title = TITLES[session.mode as keyof typeof TITLES] ?? 'Pay'
  const body = html`<form method="post" action="/c/pay/${session.id}" class="columns">
<section aria-labelledby="what">
${session.cancel_url && html`<p><a href="${session.cancel_url}">← Back</a></p>`}
<h1 id="what">${title}</h1>
${session.mode === 'setup' ? html`<p class="muted">Your card is kept for later payments. Nothing is charged now.</p>` : summary(world, session, plan, entered)}
</section>
<section class="card" aria-label="Payment">
${problem(error)}
${emailField(world, session, entered)}
${cardFields(entered['billingName'] ?? session.customer_details?.name, needsNoCard(session))}
<div class="pair">
${select('billingCountry', 'Country', COUNTRIES, entered['billingCountry'] ?? session.customer_details?.address?.country ?? 'US', 'billing country')}
${field({ id: 'billingPostalCode', label: 'Postal code', value: entered['billingPostalCode'] ?? session.customer_details?.address?.postal_code, complete: 'billing postal-code', optional: true, max: 20 })}
</div>
${plan.taxIds && taxIdFields(entered)}
${session.automatic_tax.enabled && taxNote(session)}
<button class="primary wide" type="submit" name="action" value="pay" data-testid="hosted-payment-submit-button">${buttonWords(session, plan)}</button>
${testCards}
</section>
</form>`
  return page({
    title: `${title} · simulated`,
    body,
    status: error ? 402 : 200,
    formsTo: [session.success_url, session.cancel_url],
  })
}

/** Whether a session is finished without a card when none is entered. */
export const needsNoCard = (session: CheckoutSession): boolean =>
  session.payment_method_collection === 'if_required' && session.amount_total === 0

function buttonWords(session: CheckoutSession, plan: LocalCheckout): string {
  if (session.mode === 'setup') return 'Save card'
  if (session.mode === 'payment')
    return `Pay ${showMoney(session.amount_total ?? 0, session.currency ?? 'usd')}`
  return plan.subscription.trial_period_days || plan.subscription.trial_end ? 'Start trial' : 'Subscribe'
}

function emailField(world: World, session: CheckoutSession, entered: Entered): Html {
  const known = world.store.find('customer', session.customer)?.email ?? session.customer_email
  if (known) return html`<p><span class="muted small">Email</span><br>${known}</p>`
  return field({ id: 'email', label: 'Email', value: entered['email'], complete: 'email', mode: 'email' })
}

/** Nobody pays a total they could not see first. */
const taxNote = (session: CheckoutSession): Html =>
  html`<p class="small muted">${session.automatic_tax.status === 'complete' ? 'The total has the tax of your country.' : 'The tax of your country comes on top.'} <button class="quiet small" type="submit" name="action" value="update" formnovalidate>Show the total with tax</button></p>`

const taxIdFields = (entered: Entered): Html => html`<div class="pair">
${select(
  'taxIdType',
  'Tax ID',
  TAX_ID_TYPES.map((type) => [type, type.replaceAll('_', ' ').toUpperCase()]),
  entered['taxIdType'] ?? 'eu_vat',
)}
${field({ id: 'taxId', label: 'Number', value: entered['taxId'], optional: true, max: 40 })}
</div>`

function summary(world: World, session: CheckoutSession, plan: LocalCheckout, entered: Entered): Html {
  const currency = session.currency ?? 'usd'
  const { amount_discount: off = 0, amount_tax: tax = 0 } = session.total_details ?? {}
  const lines = session.line_items?.data ?? []
  const recurring = lines.find(({ price }) => price?.recurring)?.price
  const days = plan.subscription.trial_period_days
  const taxed = session.automatic_tax.enabled
  return html`<p class="price">${showMoney(session.amount_total ?? 0, currency)} <span class="muted">${days ? `for ${days} days, then ${recurring ? priceWords(recurring, currency) : ''}` : recurring ? intervalWords(recurring) : ''}</span></p>
<ul class="lines">
${lines.map((line) => lineRow(line, currency, plan))}
${off > 0 && html`<li><span>Discount${codeWords(world, plan)}</span><span>−${showMoney(off, currency)}</span></li>`}
${taxed && html`<li><span>Tax</span><span>${session.automatic_tax.status === 'complete' ? showMoney(tax, currency) : 'when your country is known'}</span></li>`}
<li class="total"><span>Due today</span><span data-testid="total-due">${showMoney(session.amount_total ?? 0, currency)}</span></li>
</ul>
${session.allow_promotion_codes && html`<div class="with-button apart">${field({ id: 'promotionCode', label: 'Promotion code', value: entered['promotionCode'], optional: true, max: 100 })}<button type="submit" name="action" value="apply" formnovalidate>Apply</button></div>`}`
}

const codeWords = (world: World, plan: LocalCheckout): string => {
  const name = world.store.find('promotion_code', plan.promotionCode)?.code ?? couponOf(world, plan)?.name
  return name ? ` (${name})` : ''
}

function lineRow(line: LineItem, currency: string, plan: LocalCheckout): Html {
  const { adjustable } = plan.lines.find(({ id }) => id === line.id) ?? {}
  const each = line.price ? priceWords(line.price, currency) : ''
  const words = html`<span>${line.quantity && line.quantity > 1 && !adjustable ? `${line.quantity} × ` : ''}${line.description}<br><span class="muted small">${each}</span>`
  if (!adjustable)
    return html`<li>${words}</span><span>${showMoney(line.amount_subtotal, currency)}</span></li>`
  const id = `quantity_${line.id}`
  return html`<li>${words}<span class="with-button"><span class="field"><label for="${id}">Quantity</label><input id="${id}" name="${id}" type="number" min="${adjustable.minimum}" max="${adjustable.maximum}" value="${line.quantity}"></span><button type="submit" name="action" value="update" formnovalidate>Update</button></span></span><span>${showMoney(line.amount_subtotal, currency)}</span></li>`
}
