import { attemptCheckout } from '../billing/checkout/attempt.ts'
import { checkoutTotals } from '../billing/checkout/totals.ts'
import { StripeError } from '../core/errors.ts'
import type { Answer } from '../core/http.ts'
import type { CheckoutSession } from '../core/objects.ts'
import type { World } from '../core/world.ts'
import { checkoutForm, type Entered } from './checkout-form.ts'
import {
  addTaxIdFrom,
  applyCode,
  applyQuantities,
  findPayer,
  noteCountry,
  payWith,
} from './checkout-steps.ts'
import { message, redirect } from './html.ts'

/** Where a paid session leads. */
export const successUrl = (session: CheckoutSession): string =>
  (session.success_url ?? '/').replaceAll('{CHECKOUT_SESSION_ID}', session.id)

/** The hosted page on which a session is paid. */
export function showCheckout(world: World, id: string, error?: string): Answer {
  const session = world.store.get('checkout.session', id)
  return closed(session) ?? checkoutForm(world, session, { error })
}

/** Takes what was entered: a code or a quantity to apply, or a card to pay with. */
export function submitCheckout(world: World, id: string, form: URLSearchParams): Answer {
  const session = world.store.get('checkout.session', id)
  const done = closed(session)
  if (done) return done
  const entered: Entered = Object.fromEntries(form)
  try {
    if (form.get('action') === 'apply') {
      world.store.change(() => applyCode(world, session, form.get('promotionCode') ?? ''))
      return redirect(`/c/pay/${id}`)
    }
    world.store.change(() => applyQuantities(world, session, form))
    if (form.get('action') === 'update') {
      world.store.change(() => noteCountry(world, id, form))
      return redirect(`/c/pay/${id}`)
    }
    const attempt = world.store.change(() => pay(world, id, form))
    if (attempt.outcome === 'challenge' && attempt.challenge) return redirect(attempt.challenge)
    if (attempt.outcome === 'succeeded') return redirect(successUrl(world.store.get('checkout.session', id)))
    return checkoutForm(world, world.store.get('checkout.session', id), { error: attempt.message, entered })
  } catch (error) {
    if (!(error instanceof StripeError)) throw error
    return checkoutForm(world, world.store.get('checkout.session', id), { error: error.message, entered })
  }
}

function pay(world: World, id: string, form: URLSearchParams) {
  const session = world.store.get('checkout.session', id)
  const payer = findPayer(world, session, form)
  if (payer.customer) addTaxIdFrom(world, payer.customer, form)
  const whole = checkoutTotals(world, payer.session, payer.known)
  world.store.put('checkout.session', whole)
  return attemptCheckout(world, whole, payWith(world, whole, form))
}

function closed(session: CheckoutSession): Answer | undefined {
  if (session.status === 'complete')
    return message('Already paid', 'This was paid. There is nothing left to do here.', 200, {
      href: successUrl(session),
      label: 'Continue',
    })
  const back = session.cancel_url ? { href: session.cancel_url, label: 'Back' } : undefined
  return session.status === 'expired'
    ? message('This page has expired', 'Nothing was charged. Begin again where you came from.', 410, back)
    : undefined
}
