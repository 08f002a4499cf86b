import { answerChallenge, findChallenge } from '../billing/checkout/challenge.ts'
import type { Answer } from '../core/http.ts'
import { showMoney } from '../core/money.ts'
import type { PaymentIntent, SetupIntent } from '../core/objects.ts'
import type { World } from '../core/world.ts'
import { successUrl } from './checkout.ts'
import { html, message, page, redirect } from './html.ts'

/** The page of a card's bank that asks its owner. */
export function showChallenge(world: World, secret: string): Answer {
  const intent = findChallenge(world, secret)
  if (intent.status !== 'requires_action')
    return message('Already answered', 'This question has been answered. You can close this page.')
  const session = sessionOf(world, intent)
  const what =
    intent.object === 'payment_intent'
      ? `a payment of ${showMoney(intent.amount, intent.currency)}`
      : 'keeping this card for later payments'
  const body = html`<section class="card narrow"><h1>3-D Secure</h1>
<p>Your (simulated) bank asks whether you agree to ${what}.</p>
<form method="post" action="/3ds/${secret}" class="actions">
<button class="primary" id="test-source-authorize-3ds" name="answer" value="complete">Complete</button>
<button id="test-source-fail-3ds" name="answer" value="fail">Fail</button>
</form></section>`
  return page({ title: '3-D Secure · simulated', body, formsTo: [session?.success_url, returnUrl(intent)] })
}

/** Takes the owner's answer and leads back to where it was asked for. */
export function submitChallenge(world: World, secret: string, form: URLSearchParams): Answer {
  const back = returnUrl(findChallenge(world, secret))
  const { intent, session } = world.store.change(() =>
    answerChallenge(world, secret, form.get('answer') === 'complete'),
  )
  if (session?.status === 'complete') return redirect(successUrl(session))
  if (session) return redirect(`/c/pay/${session.id}?problem=authentication`)
  const well = intent.status === 'succeeded'
  if (!back)
    return message(
      well ? 'Thank you' : 'Not authenticated',
      well ? 'The payment goes on. You can close this page.' : 'Nothing was charged. Try another card.',
    )
  const url = new URL(back)
  url.searchParams.set(intent.object, intent.id)
  url.searchParams.set('redirect_status', well ? 'succeeded' : 'failed')
  return redirect(url.href)
}

const returnUrl = (intent: PaymentIntent | SetupIntent): string | null =>
  intent.next_action?.redirect_to_url?.return_url ?? null

function sessionOf(world: World, intent: PaymentIntent | SetupIntent) {
  const [payment] = world.store.all('invoice_payment', (each) => each.payment.payment_intent === intent.id)
  return world.store.all(
    'checkout.session',
    (each) =>
      each.status === 'open' &&
      (each.payment_intent === intent.id ||
        each.setup_intent === intent.id ||
        (payment !== undefined && each.invoice === payment.invoice)),
  )[0]
}
