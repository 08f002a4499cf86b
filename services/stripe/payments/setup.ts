import { StripeError } from '../core/errors.ts'
import { newId, randomText } from '../core/ids.ts'
import { nothing, type SetupIntent } from '../core/objects.ts'
import type { World } from '../core/world.ts'
import type { Outcome } from './intents.ts'
import { attachMethod, behaviourOfMethod, findMethod, noteSetUp } from './methods.ts'

type NewSetup = {
  customer: string | null
  method?: string | null | undefined
  metadata?: Record<string, string> | undefined
  usage?: string | undefined
  description?: string | null | undefined
}

/** Makes a request to save a card. */
export function createSetup(world: World, wanted: NewSetup): SetupIntent {
  const id = newId('seti')
  return world.create('setup_intent', {
    id,
    object: 'setup_intent',
    client_secret: `${id}_secret_${randomText(25)}`,
    created: world.timeOf(wanted.customer),
    customer: wanted.customer,
    description: wanted.description || null,
    livemode: false,
    metadata: wanted.metadata ?? {},
    payment_method: wanted.method ?? null,
    payment_method_options: {
      card: { mandate_options: null, network: null, request_three_d_secure: 'automatic' },
    },
    payment_method_types: ['card'],
    status: wanted.method ? 'requires_confirmation' : 'requires_payment_method',
    usage: wanted.usage ?? 'off_session',
    ...nothing(
      'allowed_payment_method_types',
      'application',
      'automatic_payment_methods',
      'cancellation_reason',
      'customer_account',
    ),
    ...nothing(
      'excluded_payment_method_types',
      'flow_directions',
      'last_setup_error',
      'latest_attempt',
      'managed_payments',
      'mandate',
    ),
    ...nothing('next_action', 'on_behalf_of', 'payment_method_configuration_details', 'single_use_mandate'),
  })
}

/** Tries to save a card for later payments. */
export function confirmSetup(
  world: World,
  setup: SetupIntent,
  methodId: string,
  { authenticated = false, returnUrl = null as string | null } = {},
): { setup: SetupIntent; outcome: Outcome } {
  const method = findMethod(world, methodId)
  const { challenge, decline, saves } = behaviourOfMethod(world, method.id)
  const tried = { ...setup, payment_method: method.id, last_setup_error: null, next_action: null }
  if (decline && !saves) {
    const refused: SetupIntent = {
      ...tried,
      status: 'requires_payment_method',
      payment_method: null,
      last_setup_error: {
        code: 'card_declined',
        decline_code: decline.reason,
        message: decline.message,
        type: 'card_error',
      },
    }
    world.store.put('setup_intent', refused)
    world.tell('setup_intent.setup_failed', refused)
    return { setup: refused, outcome: 'declined' }
  }
  if (challenge && !authenticated) {
    const url = `${world.base}/3ds/${setup.client_secret}`
    const asking: SetupIntent = {
      ...tried,
      status: 'requires_action',
      next_action: { type: 'redirect_to_url', redirect_to_url: { url, return_url: returnUrl } },
    }
    world.store.put('setup_intent', asking)
    world.tell('setup_intent.requires_action', asking)
    return { setup: asking, outcome: 'challenge' }
  }
  const done: SetupIntent = { ...tried, status: 'succeeded' }
  world.store.put('setup_intent', done)
  world.tell('setup_intent.succeeded', done)
  if (setup.customer) attachMethod(world, method, setup.customer)
  noteSetUp(world, method.id)
  return { setup: done, outcome: 'succeeded' }
}

/** The owner of the card was asked and said no. */
export function failSetup(world: World, setup: SetupIntent): SetupIntent {
  const failed: SetupIntent = {
    ...setup,
    status: 'requires_payment_method',
    payment_method: null,
    next_action: null,
    last_setup_error: {
      code: 'setup_intent_authentication_failure',
      message: 'The card could not be authenticated.',
      type: 'invalid_request_error',
    },
  }
  world.store.put('setup_intent', failed)
  world.tell('setup_intent.setup_failed', failed)
  return failed
}

export const setupError = ({ last_setup_error: error }: SetupIntent) =>
  new StripeError(402, 'card_error', error?.message ?? 'Your card was declined.', {
    code: error?.code ?? 'card_declined',
    ...(error?.decline_code && { decline_code: error.decline_code }),
  })
