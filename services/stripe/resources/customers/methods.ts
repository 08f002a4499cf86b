import { get, post } from '../../core/api.ts'
import { invalid } from '../../core/errors.ts'
import { page, paging } from '../../core/list.ts'
import { mergeMetadata, type PaymentMethod, type SetupIntent } from '../../core/objects.ts'
import { choice, flag, group, many, need, type Params, text, whole } from '../../core/shape.ts'
import type { World } from '../../core/world.ts'
import { numberNamed } from '../../payments/cards.ts'
import {
  attachMethod,
  behaviourOfMethod,
  createCard,
  detachMethod,
  findMethod,
  fullAddress,
} from '../../payments/methods.ts'
import { confirmSetup, createSetup, setupError } from '../../payments/setup.ts'
import { billingDetails, metadata } from '../shapes.ts'

const card = group({
  number: text(),
  exp_month: whole(1, 12),
  exp_year: whole(2000, 2100),
  cvc: text(4),
  token: text(),
})
const creating = {
  billing_details: billingDetails,
  card: need(card),
  ...metadata,
  type: need(choice('card')),
}

function create(world: World, params: Params<typeof creating>): PaymentMethod {
  const { number, token, exp_month: month, exp_year: year } = params.card
  const digits = number ?? (token ? numberNamed(token) : undefined)
  if (!digits)
    throw invalid('Name a test card by its number or a token like tok_visa.', {
      param: 'card[number]',
      code: 'parameter_missing',
    })
  return createCard(
    world,
    { number: digits, ...(month && { month }), ...(year && { year }) },
    billingOf(params),
    mergeMetadata({}, params.metadata),
  )
}

const billingOf = ({
  billing_details: given,
}: {
  billing_details?: Params<typeof creating>['billing_details']
}) => ({
  ...(given?.name && { name: given.name }),
  ...(given?.email && { email: given.email }),
  ...(given?.phone && { phone: given.phone }),
  ...(given?.address && { address: fullAddress(given.address) }),
})

function attach(world: World, id: string, customer: string): PaymentMethod {
  world.store.get('customer', customer, 'customer')
  const method = findMethod(world, id)
  const { decline, saves } = behaviourOfMethod(world, method.id)
  if (decline && !saves)
    throw invalid(
      decline.message,
      { code: decline.code, decline_code: decline.reason, param: 'payment_method' },
      402,
    )
  return attachMethod(world, method, customer)
}

const updating = {
  billing_details: billingDetails,
  card: group({ exp_month: whole(1, 12), exp_year: whole(2000, 2100) }),
  ...metadata,
}

function update(world: World, params: Params<typeof updating>, id: string): PaymentMethod {
  const method = world.store.get('payment_method', id)
  const { name, email, phone, address } = params.billing_details ?? {}
  const billing = method.billing_details
  return world.update('payment_method', {
    ...method,
    billing_details: {
      ...billing,
      name: name === undefined ? billing.name : name,
      email: email === undefined ? billing.email : email,
      phone: phone === undefined ? billing.phone : phone,
      address: address === undefined ? billing.address : address && fullAddress(address),
    },
    ...(method.card && {
      card: {
        ...method.card,
        exp_month: params.card?.exp_month ?? method.card.exp_month,
        exp_year: params.card?.exp_year ?? method.card.exp_year,
      },
    }),
    metadata: mergeMetadata(method.metadata, params.metadata),
  })
}

export const methods = [
  post('/v1/payment_methods', 'PaymentMethodCreateParams', creating, create),
  get(
    '/v1/payment_methods',
    'PaymentMethodListParams',
    { ...paging, customer: text(), type: choice('card') },
    ({ store }, params) =>
      page(
        store.all(
          'payment_method',
          ({ customer }) => customer !== null && (!params.customer || customer === params.customer),
        ),
        params,
        '/v1/payment_methods',
      ),
  ),
  get('/v1/payment_methods/:id', 'PaymentMethodRetrieveParams', {}, (world, _params, [id = '']) =>
    findMethod(world, id),
  ),
  post('/v1/payment_methods/:id', 'PaymentMethodUpdateParams', updating, (world, params, [id = '']) =>
    update(world, params, id),
  ),
  post(
    '/v1/payment_methods/:id/attach',
    'PaymentMethodAttachParams',
    { customer: need(text()) },
    (world, params, [id = '']) => attach(world, id, params.customer),
  ),
  post('/v1/payment_methods/:id/detach', 'PaymentMethodDetachParams', {}, (world, _params, [id = '']) =>
    detachMethod(world, findMethod(world, id)),
  ),
]

const setup = {
  automatic_payment_methods: group({ enabled: need(flag()), allow_redirects: choice('always', 'never') }),
  confirm: flag(),
  customer: text(),
  description: text(1000),
  ...metadata,
  payment_method: text(),
  allowed_payment_method_types: many(choice('card')),
  return_url: text(),
  usage: choice('off_session', 'on_session'),
}

function confirm(
  world: World,
  given: SetupIntent,
  method: string | null | undefined,
  returnUrl: string | undefined,
): SetupIntent {
  if (!method)
    throw invalid("You cannot confirm this SetupIntent because it's missing a payment method.", {
      code: 'setup_intent_unexpected_state',
    })
  if (given.status === 'succeeded' || given.status === 'canceled')
    throw invalid(`You cannot confirm this SetupIntent because it has a status of ${given.status}.`, {
      code: 'setup_intent_unexpected_state',
    })
  const { setup: tried, outcome } = confirmSetup(world, given, method, { returnUrl: returnUrl ?? null })
  if (outcome === 'declined') throw setupError(tried)
  return tried
}

export const setupIntents = [
  post('/v1/setup_intents', 'SetupIntentCreateParams', setup, (world, params) => {
    if (params.customer) world.store.get('customer', params.customer, 'customer')
    const method = params.payment_method ? findMethod(world, params.payment_method).id : null
    const made = createSetup(world, {
      customer: params.customer ?? null,
      method,
      metadata: mergeMetadata({}, params.metadata),
      usage: params.usage,
      description: params.description,
    })
    return params.confirm ? confirm(world, made, method, params.return_url) : made
  }),
  get('/v1/setup_intents', 'SetupIntentListParams', { ...paging, customer: text() }, ({ store }, params) =>
    page(
      store.all('setup_intent', ({ customer }) => !params.customer || customer === params.customer),
      params,
      '/v1/setup_intents',
    ),
  ),
  get(
    '/v1/setup_intents/:id',
    'SetupIntentRetrieveParams',
    { client_secret: text() },
    ({ store }, _params, [id = '']) => store.get('setup_intent', id),
  ),
  post(
    '/v1/setup_intents/:id/confirm',
    'SetupIntentConfirmParams',
    { payment_method: text(), return_url: text() },
    (world, params, [id = '']) => {
      const given = world.store.get('setup_intent', id)
      return confirm(world, given, params.payment_method ?? given.payment_method, params.return_url)
    },
  ),
  post('/v1/setup_intents/:id/cancel', 'SetupIntentCancelParams', {}, (world, _params, [id = '']) => {
    const given = world.store.get('setup_intent', id)
    const canceled: SetupIntent = {
      ...given,
      status: 'canceled',
      cancellation_reason: 'requested_by_customer',
      next_action: null,
    }
    world.store.put('setup_intent', canceled)
    world.tell('setup_intent.canceled', canceled)
    return canceled
  }),
]
