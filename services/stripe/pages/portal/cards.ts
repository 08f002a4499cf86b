import { invalid, missing } from '../../core/errors.ts'
import type { Answer } from '../../core/http.ts'
import type { PaymentMethod } from '../../core/objects.ts'
import { createCard, detachMethod, makeDefault } from '../../payments/methods.ts'
import { confirmSetup, createSetup, setupError } from '../../payments/setup.ts'
import { html, page, problem } from '../html.ts'
import { cardFields, readCard, testCards } from '../parts.ts'
import { afterFlow, type Visit } from './visit.ts'

/** The form for a card. */
export function addCardPage(at: Visit): Answer {
  const body = html`<section class="card narrow"><h1>Add payment method</h1>${problem(at.error)}
<form method="post" action="${at.path}/card">${cardFields(at.world.store.get('customer', at.session.customer).name)}
<div class="actions"><button class="primary" type="submit">Add</button><a class="button" href="${at.path}?home">Back</a></div></form>${testCards}</section>`
  return page({ title: 'Add payment method · simulated', body, formsTo: [afterFlow(at)] })
}

/** Saves a card and makes it the default, also of subscriptions that have their own. */
export function submitAddCard(at: Visit): string {
  const { world, session } = at
  const card = createCard(world, readCard(at.form), { name: at.form.get('billingName') })
  world.store.put('local.card', { ...world.store.get('local.card', card.id), becomesDefault: true })
  const back = afterFlow(at) === at.path ? `${world.base}${at.path}?home` : afterFlow(at)
  const { setup, outcome } = confirmSetup(
    world,
    createSetup(world, { customer: session.customer }),
    card.id,
    { returnUrl: back },
  )
  if (outcome === 'declined') throw invalid(setupError(setup).message, { code: 'card_declined' }, 402)
  if (outcome === 'challenge') return setup.next_action?.redirect_to_url?.url ?? back
  makeDefault(world, session.customer, card.id)
  return back
}

function chosen({ world, session, form }: Visit): PaymentMethod {
  const id = form.get('card') ?? ''
  const method = world.store.find('payment_method', id)
  if (method?.customer === session.customer) return method
  throw missing('payment_method', id)
}

/** Makes a saved card the default. @returns where to go */
export function submitDefaultCard(at: Visit): string {
  makeDefault(at.world, at.session.customer, chosen(at).id)
  return `${at.path}?home`
}

/** Removes a saved card. @returns where to go */
export function submitRemoveCard(at: Visit): string {
  detachMethod(at.world, chosen(at))
  return `${at.path}?home`
}
