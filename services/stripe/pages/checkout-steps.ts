import { promotionProblem } from '../billing/amounts/discounts.ts'
import { checkoutTotals } from '../billing/checkout/totals.ts'
import { invalid } from '../core/errors.ts'
import { newId, randomText } from '../core/ids.ts'
import { type CheckoutSession, type Customer, nothing } from '../core/objects.ts'
import type { World } from '../core/world.ts'
import { createCard, fullAddress } from '../payments/methods.ts'
import { addTaxId } from '../resources/customers/tax-ids.ts'
import { needsNoCard } from './checkout-form.ts'
import { readCard } from './parts.ts'

/** Uses a promotion code, or none when it is empty. @throws StripeError saying why it cannot be used */
export function applyCode(world: World, session: CheckoutSession, text: string): void {
  const plan = world.store.get('local.checkout', session.id)
  if (!session.allow_promotion_codes) throw invalid('Codes are not taken here.')
  const code = text.trim()
  const [found] = code
    ? world.store.all(
        'promotion_code',
        (each) => each.code.toUpperCase() === code.toUpperCase() && each.active,
      )
    : []
  if (code && !found) throw invalid('This code is not known.', { code: 'promotion_code_invalid' })
  const problem =
    found &&
    promotionProblem(world, found, {
      customer: session.customer,
      amount: session.amount_subtotal ?? 0,
      currency: session.currency ?? 'usd',
    })
  if (problem) throw invalid(problem, { code: 'promotion_code_invalid' })
  world.store.put('local.checkout', { ...plan, promotionCode: found?.id ?? null })
  world.store.put('checkout.session', checkoutTotals(world, session))
}

/** Takes the quantities that may be changed. @throws StripeError for one out of bounds */
export function applyQuantities(world: World, session: CheckoutSession, form: URLSearchParams): void {
  const plan = world.store.get('local.checkout', session.id)
  const lines = plan.lines.map((line) => {
    const wanted = form.get(`quantity_${line.id}`)
    if (!line.adjustable || wanted === null) return line
    const quantity = Number(wanted)
    const { minimum, maximum } = line.adjustable
    if (!Number.isInteger(quantity) || quantity < minimum || quantity > maximum)
      throw invalid(`The quantity is from ${minimum} to ${maximum}.`)
    return { ...line, quantity }
  })
  world.store.put('local.checkout', { ...plan, lines })
  world.store.put('checkout.session', checkoutTotals(world, session))
}

/** Keeps the country that was chosen, so that the page can say its tax before anything is paid. */
export function noteCountry(world: World, id: string, form: URLSearchParams): void {
  const session = world.store.get('checkout.session', id)
  const country = form.get('billingCountry')
  if (!country || !session.automatic_tax.enabled) return
  const address = fullAddress({ country, postal_code: form.get('billingPostalCode') ?? '' })
  const known = session.customer_details
  const unknown = nothing(
    'business_name',
    'individual_name',
    'tax_ids',
    'email',
    'name',
    'phone',
    'tax_exempt',
  )
  const details = { ...(known ?? unknown), address }
  world.store.put('checkout.session', checkoutTotals(world, { ...session, customer_details: details }))
}

type Payer = { session: CheckoutSession; customer: Customer | null; known: Customer | undefined }

/** Who pays: the session's customer with what they entered, or somebody new. */
export function findPayer(world: World, session: CheckoutSession, form: URLSearchParams): Payer {
  const plan = world.store.get('local.checkout', session.id)
  const country = form.get('billingCountry') || null
  const address = country ? fullAddress({ country, postal_code: form.get('billingPostalCode') ?? '' }) : null
  const name = form.get('billingName')?.trim() || null
  const before = world.store.find('customer', session.customer)
  const email = before?.email ?? session.customer_email ?? (form.get('email')?.trim() || null)
  if (!email || !/^\S+@\S+\.\S+$/.test(email)) throw invalid('Your email is incomplete.', { param: 'email' })
  const needed = before !== undefined || session.mode !== 'payment' || session.customer_creation === 'always'
  const customer = before
    ? keepEntered(world, before, plan.savesAddress ? address : null, name)
    : newCustomer(world, { email, name, address })
  if (needed && !before) world.create('customer', customer)
  const details: CheckoutSession['customer_details'] = {
    ...nothing('business_name', 'individual_name', 'tax_ids'),
    address: customer.address ?? address,
    email,
    name,
    phone: customer.phone ?? null,
    tax_exempt: customer.tax_exempt ?? 'none',
  }
  return {
    session: { ...session, customer: needed ? customer.id : null, customer_details: details },
    customer: needed ? customer : null,
    known: customer,
  }
}

function keepEntered(
  world: World,
  customer: Customer,
  address: Customer['address'] | null,
  name: string | null,
): Customer {
  return world.update('customer', {
    ...customer,
    ...(address && { address }),
    ...(customer.name ? {} : { name }),
  })
}

const newCustomer = (
  world: World,
  { email, name, address }: { email: string; name: string | null; address: Customer['address'] },
): Customer => ({
  id: newId('cus').slice(0, 18),
  object: 'customer',
  address: address ?? null,
  balance: 0,
  created: world.now(),
  currency: null,
  default_source: null,
  delinquent: false,
  description: null,
  email,
  invoice_prefix: randomText(8).toUpperCase(),
  invoice_settings: nothing('custom_fields', 'default_payment_method', 'footer', 'rendering_options'),
  livemode: false,
  metadata: {},
  name,
  next_invoice_sequence: 1,
  phone: null,
  preferred_locales: [],
  shipping: null,
  tax_exempt: 'none',
  ...nothing('discount', 'customer_account', 'test_clock'),
})

/** Keeps the tax id that was entered, if one was. */
export function addTaxIdFrom(world: World, customer: Customer, form: URLSearchParams): void {
  const value = form.get('taxId')?.replace(/\s/g, '').toUpperCase()
  const type = form.get('taxIdType')
  if (!value || !type) return
  const known = world.store.all('tax_id', (taxId) => taxId.customer === customer.id && taxId.value === value)
  if (known.length === 0) addTaxId(world, customer.id, { type, value })
}

/** The card that was entered, or null where none is needed. */
export function payWith(world: World, session: CheckoutSession, form: URLSearchParams): string | null {
  if (needsNoCard(session) && !form.get('cardNumber')) return null
  const { customer_details: details } = session
  return createCard(world, readCard(form), {
    name: details?.name ?? null,
    email: details?.email ?? null,
    address: details?.address ?? null,
  }).id
}
