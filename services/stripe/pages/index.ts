import { pathParts } from '../core/api.ts'
import type { Answer, Asked } from '../core/http.ts'
import type { World } from '../core/world.ts'
import { showChallenge, submitChallenge } from './challenge.ts'
import { showCheckout, submitCheckout } from './checkout.ts'
import { html, message, page } from './html.ts'
import { showInvoice, showPdf, showReceipt, submitInvoice } from './invoice.ts'
import { pageFor } from './parts.ts'
import { showPortal, submitPortal } from './portal/index.ts'
import { STYLE } from './style.ts'

const AUTHENTICATION =
  'We are unable to authenticate your payment method. Please choose a different payment method and try again.'

/** Answers what browsers ask for: the hosted pages. */
export function answerPage(world: World, asked: Asked): Answer {
  const [first = '', second = '', third = '', ...rest] = pathParts(asked.url.pathname)
  const posts = asked.method === 'POST'
  if (!posts && asked.method !== 'GET' && asked.method !== 'HEAD')
    return message('Not allowed', 'This page is only read and submitted.', 405)
  if (posts && !fromHere(asked)) return message('Not allowed', 'This form was sent from another page.', 403)
  const form = new URLSearchParams(posts ? asked.body : '')
  try {
    if (first === 'style.css')
      return {
        status: 200,
        headers: { 'content-type': 'text/css; charset=utf-8', 'cache-control': 'max-age=300' },
        body: STYLE,
      }
    if (first === 'c' && second === 'pay')
      return posts
        ? submitCheckout(world, third, form)
        : showCheckout(world, third, asked.url.searchParams.has('problem') ? AUTHENTICATION : undefined)
    if (first === '3ds') return posts ? submitChallenge(world, second, form) : showChallenge(world, second)
    if (first === 'p' && second === 'session')
      return posts
        ? submitPortal(world, third, rest, form)
        : showPortal(world, third, rest, asked.url.searchParams)
    if (first === 'i')
      return posts
        ? submitInvoice(world, second, form)
        : third === 'pdf'
          ? showPdf(world, second)
          : showInvoice(world, second)
    if (first === 'receipts') return showReceipt(world, second)
    return first === '' ? home(world) : message('Not found', 'This page is not here, or not any more.', 404)
  } catch (error) {
    return pageFor(error)
  }
}

/** Browsers say where a form comes from; a page elsewhere must not pay or cancel here. */
function fromHere({ headers }: Asked): boolean {
  const { origin, host } = headers
  return !origin || (URL.canParse(origin) && new URL(origin).host === host)
}

function home(world: World): Answer {
  const rows = (['customer', 'subscription', 'invoice', 'event'] as const).map(
    (kind) =>
      html`<li><span>${kind.replace(/^./, (letter) => letter.toUpperCase())}s</span><span>${world.store.count(kind)}</span></li>`,
  )
  return page({
    title: 'Numina’s local Stripe',
    body: html`<section class="card narrow"><h1>Numina’s local Stripe</h1><p class="muted">The pages for paying and managing come from the app. This one only says that it runs.</p><ul class="lines">${rows}</ul></section>`,
  })
}
