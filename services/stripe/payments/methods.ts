import { createHash } from 'node:crypto'
import { invalid, missing } from '../core/errors.ts'
import { newId } from '../core/ids.ts'
import { type Address, nothing, type PaymentMethod } from '../core/objects.ts'
import { realNow, type World } from '../core/world.ts'
import { type Behaviour, behaviourOf, numberNamed } from './cards.ts'

export type CardDetails = { number: string; month?: number; year?: number }
export type Billing = {
  name?: string | null
  email?: string | null
  phone?: string | null
  address?: Partial<Address> | null
}

export const fullAddress = (
  address: { [K in keyof Address]?: Address[K] | undefined } | null | undefined,
): Address => ({
  city: address?.city || null,
  country: address?.country || null,
  line1: address?.line1 || null,
  line2: address?.line2 || null,
  postal_code: address?.postal_code || null,
  state: address?.state || null,
})

/** Makes a payment method of a test card. */
export function createCard(
  world: World,
  card: CardDetails,
  billing: Billing = {},
  metadata: Record<string, string> = {},
): PaymentMethod {
  const number = card.number.replace(/[\s-]/g, '')
  const { brand } = behaviourOf(number)
  const id = newId('pm')
  const method: PaymentMethod = {
    id,
    object: 'payment_method',
    allow_redisplay: 'unspecified',
    billing_details: {
      address: fullAddress(billing.address),
      email: billing.email || null,
      name: billing.name || null,
      phone: billing.phone || null,
      tax_id: null,
    },
    card: {
      brand,
      checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: 'pass' },
      country: 'US',
      display_brand: brand,
      exp_month: card.month ?? 12,
      exp_year: card.year ?? new Date().getUTCFullYear() + 4,
      fingerprint: createHash('sha256').update(number).digest('hex').slice(0, 16),
      funding: 'credit',
      last4: number.slice(-4),
      networks: { available: [brand], preferred: null },
      three_d_secure_usage: { supported: true },
      ...nothing('generated_from', 'regulated_status', 'wallet'),
    },
    created: realNow(),
    customer: null,
    customer_account: null,
    livemode: false,
    metadata,
    type: 'card',
  }
  world.store.put('local.card', { id, object: 'local.card', number, setUp: false })
  world.store.put('payment_method', method)
  return method
}

/** Finds a payment method by its id, or makes the test card that a name like `pm_card_visa` stands for. */
export function findMethod(world: World, id: string, param = 'payment_method'): PaymentMethod {
  const number = numberNamed(id)
  if (number && id.startsWith('pm_card_')) return createCard(world, { number })
  const method = world.store.find('payment_method', id)
  if (method) return method
  throw missing('PaymentMethod', id, param)
}

/** How a saved card behaves. */
export function behaviourOfMethod(world: World, id: string): Behaviour & { setUp: boolean } {
  const card = world.store.get('local.card', id)
  return { ...behaviourOf(card.number), setUp: card.setUp }
}

/** Notes that a card's owner has agreed to payments without them. */
export function noteSetUp(world: World, id: string): void {
  world.store.put('local.card', { ...world.store.get('local.card', id), setUp: true })
}

/** @throws StripeError when it belongs to somebody else */
export function attachMethod(world: World, method: PaymentMethod, customer: string): PaymentMethod {
  if (method.customer === customer) return method
  if (method.customer)
    throw invalid('The payment method you provided has already been attached to a customer.', {
      code: 'resource_already_exists',
      param: 'payment_method',
    })
  const attached = { ...method, customer }
  world.store.put('payment_method', attached)
  world.tell('payment_method.attached', attached)
  return attached
}

/** Detaches it, also from where it was the default. */
export function detachMethod(world: World, method: PaymentMethod): PaymentMethod {
  const { customer } = method
  if (!customer)
    throw invalid(
      'The payment method you provided is not attached to a customer so detachment is impossible.',
      { param: 'payment_method' },
    )
  const owner = world.store.find('customer', customer)
  if (owner?.invoice_settings.default_payment_method === method.id)
    world.update('customer', {
      ...owner,
      invoice_settings: { ...owner.invoice_settings, default_payment_method: null },
    })
  for (const subscription of world.store.all(
    'subscription',
    (sub) => sub.default_payment_method === method.id && !sub.ended_at,
  ))
    world.update('subscription', { ...subscription, default_payment_method: null })
  const detached = { ...method, customer: null }
  world.store.put('payment_method', detached)
  world.tell('payment_method.detached', detached, { customer })
  return detached
}

/** Pays everything of a customer with a card from now on, also what had one of its own. */
export function makeDefault(world: World, customerId: string, card: string): void {
  const customer = world.store.get('customer', customerId)
  world.update('customer', {
    ...customer,
    invoice_settings: { ...customer.invoice_settings, default_payment_method: card },
  })
  for (const subscription of world.store.all(
    'subscription',
    (each) => each.customer === customer.id && !each.ended_at && each.default_payment_method !== null,
  ))
    world.update('subscription', { ...subscription, default_payment_method: card })
}
