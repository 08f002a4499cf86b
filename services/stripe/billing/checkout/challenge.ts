import { invalid } from '../../core/errors.ts'
import type { CheckoutSession, PaymentIntent, SetupIntent } from '../../core/objects.ts'
import type { World } from '../../core/world.ts'
import { confirmIntent, failChallenge } from '../../payments/intents.ts'
import { makeDefault } from '../../payments/methods.ts'
import { confirmSetup, failSetup } from '../../payments/setup.ts'
import { settleInvoice } from '../collect.ts'
import { attemptCheckout, completeCheckout } from './attempt.ts'

/** What a card's owner is asked about, found by the secret of its page. */
export function findChallenge(world: World, secret: string): PaymentIntent | SetupIntent {
  const id = secret.split('_secret_')[0] ?? ''
  const intent = id.startsWith('seti_')
    ? world.store.find('setup_intent', id)
    : world.store.find('payment_intent', id)
  if (intent?.client_secret === secret) return intent
  throw invalid('There is no such question.', { code: 'resource_missing' }, 404)
}

/** Takes the owner's answer and lets go on what waited for it. @returns the session that waited, if one did */
export function answerChallenge(
  world: World,
  secret: string,
  agrees: boolean,
): { intent: PaymentIntent | SetupIntent; session: CheckoutSession | undefined } {
  const asked = findChallenge(world, secret)
  if (asked.status !== 'requires_action')
    throw invalid('This question has been answered.', { code: 'payment_intent_unexpected_state' })
  return asked.object === 'setup_intent'
    ? answerSetup(world, asked, agrees)
    : answerPayment(world, asked, agrees)
}

function answerSetup(world: World, asked: SetupIntent, agrees: boolean) {
  const setup = agrees
    ? confirmSetup(world, asked, asked.payment_method ?? '', { authenticated: true }).setup
    : failSetup(world, asked)
  const [session] = world.store.all(
    'checkout.session',
    ({ setup_intent, status }) => setup_intent === setup.id && status === 'open',
  )
  if (setup.status === 'succeeded') {
    if (session?.mode === 'subscription') attemptCheckout(world, session, setup.payment_method)
    else if (session) completeCheckout(world, session.id, { setup })
    const card = world.store.find('local.card', setup.payment_method)
    if (card?.becomesDefault && setup.customer) makeDefault(world, setup.customer, card.id)
  }
  return { intent: setup, session: session && world.store.get('checkout.session', session.id) }
}

function answerPayment(world: World, asked: PaymentIntent, agrees: boolean) {
  const intent = agrees
    ? confirmIntent(world, asked, asked.payment_method ?? '', { authenticated: true }).intent
    : failChallenge(world, asked)
  const [payment] = world.store.all(
    'invoice_payment',
    (each) => each.payment.payment_intent === intent.id && each.status === 'open',
  )
  const invoice = payment && settleInvoice(world, world.store.get('invoice', payment.invoice), intent)
  const [session] = world.store.all(
    'checkout.session',
    (each) =>
      each.status === 'open' &&
      (each.payment_intent === intent.id || (invoice !== undefined && each.invoice === invoice.id)),
  )
  if (session && intent.status === 'succeeded')
    completeCheckout(world, session.id, invoice ? { invoice } : { intent })
  return { intent, session: session && world.store.get('checkout.session', session.id) }
}
