import { collectInvoice } from '../billing/collect.ts'
import { invalid, missing, StripeError } from '../core/errors.ts'
import type { Answer } from '../core/http.ts'
import { showMoney } from '../core/money.ts'
import type { Invoice } from '../core/objects.ts'
import type { World } from '../core/world.ts'
import { createCard } from '../payments/methods.ts'
import { html, message, page, problem, redirect } from './html.ts'
import { invoicePdf, sumsOf } from './invoice-pdf.ts'
import { cardFields, readCard, testCards } from './parts.ts'
import { dateWords } from './words.ts'

/** The page of an invoice, with a form to pay it when it is open. */
export function showInvoice(world: World, id: string, error?: string): Answer {
  const invoice = published(world, id)
  const body = html`<div class="${invoice.status === 'open' ? 'columns' : 'single'}"><section class="card">
<h1>Invoice ${invoice.number}</h1>
<p class="muted">${dateWords(invoice.effective_at ?? invoice.created)} · <span class="tag">${invoice.status}</span></p>
<p class="price">${showMoney(invoice.amount_due, invoice.currency)}</p>
<ul class="lines">
${invoice.lines.data.map((line) => html`<li><span>${line.description}</span><span>${showMoney(line.amount, invoice.currency)}</span></li>`)}
${sumsOf(invoice).map(([label, amount]) => html`<li${label === 'Amount due' ? html` class="total"` : ''}><span>${label}</span><span>${showMoney(amount, invoice.currency)}</span></li>`)}
</ul>
<p class="actions"><a class="button" href="/i/${id}/pdf" download>Download PDF</a></p>
</section>
${invoice.status === 'open' && html`<section class="card" aria-label="Payment">${problem(error)}<form method="post" action="/i/${id}">${cardFields(invoice.customer_name)}<button class="primary wide" type="submit">Pay ${showMoney(invoice.amount_remaining, invoice.currency)}</button></form>${testCards}</section>`}
</div>`
  return page({ title: `Invoice ${invoice.number} · simulated`, body, status: error ? 402 : 200 })
}

/** Pays an invoice with the card that was entered. */
export function submitInvoice(world: World, id: string, form: URLSearchParams): Answer {
  const invoice = published(world, id)
  try {
    const { outcome, intent } = world.store.change(() => {
      const method = createCard(world, readCard(form), { name: form.get('billingName') })
      return collectInvoice(world, invoice, {
        method: method.id,
        returnUrl: invoice.hosted_invoice_url ?? null,
      })
    })
    const challenge = intent?.next_action?.redirect_to_url?.url
    if (outcome === 'challenge' && challenge) return redirect(challenge)
    return outcome === 'succeeded'
      ? redirect(`/i/${id}`)
      : showInvoice(world, id, intent?.last_payment_error?.message)
  } catch (error) {
    if (!(error instanceof StripeError)) throw error
    return showInvoice(world, id, error.message)
  }
}

/** An invoice to download. */
export function showPdf(world: World, id: string): Answer {
  const invoice = published(world, id)
  const headers = {
    'content-type': 'application/pdf',
    'content-disposition': `attachment; filename="invoice-${invoice.number}.pdf"`,
    'x-content-type-options': 'nosniff',
  }
  return { status: 200, headers, body: invoicePdf(invoice) }
}

/** What a payment's receipt says. */
export function showReceipt(world: World, id: string): Answer {
  const charge = world.store.get('charge', id)
  if (!charge.paid) throw invalid('Nothing was paid.', {}, 404)
  const refunded =
    charge.amount_refunded > 0
      ? ` ${showMoney(charge.amount_refunded, charge.currency)} were given back.`
      : ''
  return message(
    'Receipt',
    `${showMoney(charge.amount, charge.currency)} were paid on ${dateWords(charge.created)}.${refunded}`,
  )
}

/** A draft has no page. */
function published(world: World, id: string): Invoice {
  const invoice = world.store.get('invoice', id)
  if (invoice.status === 'draft') throw missing('invoice', id)
  return invoice
}
