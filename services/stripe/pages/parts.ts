import { amountOf } from '../billing/amounts/prices.ts'
import { invalid, StripeError } from '../core/errors.ts'
import type { Answer } from '../core/http.ts'
import { showMoney } from '../core/money.ts'
import type { PaymentMethod, Price } from '../core/objects.ts'
import type { CardDetails } from '../payments/methods.ts'
import { field, type Html, html, message } from './html.ts'
import { intervalWords } from './words.ts'

export const COUNTRIES: [string, string][] = [
  ['US', 'United States'],
  ['GB', 'United Kingdom'],
  ['DE', 'Germany'],
  ['FR', 'France'],
  ['AT', 'Austria'],
  ['BE', 'Belgium'],
  ['BR', 'Brazil'],
  ['CA', 'Canada'],
  ['CH', 'Switzerland'],
  ['ES', 'Spain'],
  ['IE', 'Ireland'],
  ['IN', 'India'],
  ['IT', 'Italy'],
  ['JP', 'Japan'],
  ['MX', 'Mexico'],
  ['NL', 'Netherlands'],
  ['PL', 'Poland'],
  ['PT', 'Portugal'],
  ['SE', 'Sweden'],
  ['AU', 'Australia'],
]

/** The fields of a card, with the names Stripe's page gives them. */
export const cardFields = (name?: string | null, optional = false): Html => html`
${field({ optional, id: 'cardNumber', label: 'Card number', complete: 'cc-number', mode: 'numeric', placeholder: '4242 4242 4242 4242', max: 23 })}
<div class="pair">
${field({ optional, id: 'cardExpiry', label: 'Expiry', complete: 'cc-exp', mode: 'numeric', placeholder: 'MM / YY', max: 9 })}
${field({ optional, id: 'cardCvc', label: 'Security code', complete: 'cc-csc', mode: 'numeric', placeholder: 'CVC', max: 4 })}
</div>
${field({ id: 'billingName', label: 'Name on card', value: name, complete: 'cc-name' })}`

export const testCards = html`<details><summary>Test cards</summary>
<table><tbody>
<tr><td><code>4242 4242 4242 4242</code></td><td>pays</td></tr>
<tr><td><code>4000 0025 0000 3155</code></td><td>asks its owner once</td></tr>
<tr><td><code>4000 0000 0000 3220</code></td><td>asks its owner</td></tr>
<tr><td><code>4000 0000 0000 0002</code></td><td>is declined</td></tr>
<tr><td><code>4000 0000 0000 9995</code></td><td>has no funds</td></tr>
<tr><td><code>4000 0000 0000 0341</code></td><td>fails at renewal</td></tr>
<tr><td><code>4000 0000 0000 0259</code></td><td>is disputed</td></tr>
</tbody></table>Any date to come and any code.</details>`

/** Reads a card from a form. @throws StripeError saying what is wrong with it */
export function readCard(form: URLSearchParams): CardDetails {
  const number = (form.get('cardNumber') ?? '').replace(/\D/g, '')
  const [, month = '', year = ''] =
    /^(\d{1,2})\D*(\d{2}|\d{4})$/.exec((form.get('cardExpiry') ?? '').trim()) ?? []
  if (!/^\d{13,19}$/.test(number))
    throw invalid('Your card number is incomplete.', { param: 'number', code: 'incomplete_number' })
  const [m, y] = [Number(month), Number(year.length === 2 ? `20${year}` : year)]
  if (!(m >= 1 && m <= 12))
    throw invalid('The expiry is not a date like 12 / 34.', {
      param: 'exp_month',
      code: 'invalid_expiry_month',
    })
  if (new Date(Date.UTC(y, m, 1)) <= new Date())
    throw invalid('Your card’s expiry is in the past.', { param: 'exp_year', code: 'invalid_expiry_year' })
  if (!/^\d{3,4}$/.test(form.get('cardCvc') ?? ''))
    throw invalid('Your card’s security code is incomplete.', { param: 'cvc', code: 'incomplete_cvc' })
  return { number, month: m, year: y }
}

export const cardWords = ({ card }: PaymentMethod): string =>
  card ? `${card.brand.replace(/^./, (letter) => letter.toUpperCase())} •••• ${card.last4}` : 'Payment method'

/** "$29.00 per month". */
export function priceWords(price: Price, currency: string): string {
  if (price.recurring?.usage_type === 'metered') return 'by usage'
  const amount = showMoney(amountOf(price, 1, currency), currency)
  return price.recurring ? `${amount} ${intervalWords(price)}` : amount
}

/** What a page answers when what is asked for is not there or cannot be done. */
export function pageFor(error: unknown): Answer {
  if (!(error instanceof StripeError)) throw error
  return error.status === 404
    ? message('Not found', 'This page is not here, or not any more.', 404)
    : message('That did not work', error.message, error.status)
}
