import { invalid } from './errors.ts'
import type { Kind, Objects } from './objects.ts'
import type { World } from './world.ts'

type Node = Record<string, unknown>

const KINDS: [prefix: string, kind: Kind][] = [
  ['cus_', 'customer'],
  ['prod_', 'product'],
  ['price_', 'price'],
  ['sub_', 'subscription'],
  ['in_', 'invoice'],
  ['ii_', 'invoiceitem'],
  ['pm_', 'payment_method'],
  ['pi_', 'payment_intent'],
  ['seti_', 'setup_intent'],
  ['ch_', 'charge'],
  ['re_', 'refund'],
  ['du_', 'dispute'],
  ['cs_', 'checkout.session'],
  ['promo_', 'promotion_code'],
  ['di_', 'discount'],
  ['clock_', 'test_helpers.test_clock'],
  ['bpc_', 'billing_portal.configuration'],
  ['mtr_', 'billing.meter'],
  ['txi_', 'tax_id'],
]

const list = (url: string, data: unknown[]) => ({ object: 'list', data, has_more: false, url })
const priceFields = (world: World, price: Node) => world.store.get('price', String(price['id']))

/** Fields that Stripe shows only when they are asked for by `expand`, and where they come from. */
const ON_REQUEST: Record<string, Record<string, (world: World, node: Node) => unknown>> = {
  customer: {
    subscriptions: ({ store }, { id }) =>
      list(
        `/v1/customers/${id}/subscriptions`,
        store.all('subscription', (sub) => sub.customer === id && sub.status !== 'canceled'),
      ),
    tax_ids: ({ store }, { id }) =>
      list(
        `/v1/customers/${id}/tax_ids`,
        store.all('tax_id', (taxId) => taxId.customer === id),
      ),
    sources: (_world, { id }) => list(`/v1/customers/${id}/sources`, []),
    tax: (_world, { address }) => ({
      automatic_tax: (address as { country?: string } | null)?.country
        ? 'supported'
        : 'unrecognized_location',
      ip_address: null,
      location: null,
      provider: 'stripe',
    }),
  },
  price: {
    tiers: (world, price) => priceFields(world, price).tiers,
    currency_options: (world, price) => priceFields(world, price).currency_options,
  },
  coupon: { applies_to: ({ store }, { id }) => store.get('coupon', String(id)).applies_to },
  invoice: {
    payments: ({ store }, { id }) =>
      list(
        '/v1/invoice_payments',
        store.all('invoice_payment', ({ invoice }) => invoice === id),
      ),
    confirmation_secret: ({ store }, { id }) => {
      const payment = store.all('invoice_payment', ({ invoice }) => invoice === id)[0]?.payment.payment_intent
      const intent = store.find('payment_intent', payment)
      return intent ? { client_secret: intent.client_secret, type: 'payment_intent' } : null
    },
  },
  charge: {
    refunds: ({ store }, { id }) =>
      list(
        `/v1/charges/${id}/refunds`,
        store.all('refund', ({ charge }) => charge === id),
      ),
  },
  'checkout.session': { line_items: (_world, session) => session['line_items'] },
}
/** Kept with its object because it is made with it. */
const KEPT: Record<string, string[]> = { 'checkout.session': ['line_items'] }

/** Takes away what is shown on request only. */
export function strip<T>(value: T, except: string[] = []): T {
  if (Array.isArray(value)) for (const each of value) strip(each, except)
  else if (typeof value === 'object' && value !== null) {
    const node = value as Node
    for (const name of Object.keys(ON_REQUEST[String(node['object'])] ?? {}))
      if (!except.includes(name)) delete node[name]
    for (const name of Object.keys(node)) if (name !== 'metadata') strip(node[name], except)
  }
  return value
}

/**
 * An object as it is sent: without what is shown on request only, with what `expand` asks for.
 * @throws StripeError for a path that leads nowhere
 */
export function present(world: World, value: unknown, expand: string[]): unknown {
  const asked = expand.map((path) => path.split('.'))
  const kept = asked.flatMap((path) =>
    path.filter((name) => Object.values(KEPT).some((names) => names.includes(name))),
  )
  const node = strip(structuredClone(value), kept)
  for (const path of asked) {
    if (path.length - (path[0] === 'data' ? 1 : 0) > 4)
      throw invalid(`You cannot expand more than 4 levels of a property (${path.join('.')}).`, {
        param: 'expand',
      })
    follow(world, node, path, path.join('.'))
  }
  return node
}

function follow(world: World, at: unknown, [name, ...rest]: string[], whole: string): void {
  if (name === undefined || at === null) return
  if (Array.isArray(at)) {
    for (const each of at) follow(world, each, [name, ...rest], whole)
    return
  }
  if (typeof at !== 'object') throw nowhere(whole)
  const node = at as Node
  if (node['object'] === 'list' && name !== 'data') throw nowhere(whole)
  const found = node[name] ?? ON_REQUEST[String(node['object'])]?.[name]?.(world, node)
  if (found === undefined) {
    if (name in node || node['deleted']) return
    throw nowhere(whole)
  }
  node[name] = Array.isArray(found)
    ? found.map((each) => resolve(world, name, each, whole))
    : resolve(world, name, found, whole)
  follow(world, node[name], rest, whole)
}

function resolve(world: World, name: string, value: unknown, whole: string): unknown {
  if (typeof value !== 'string') return value
  const kind = name === 'coupon' ? 'coupon' : KINDS.find(([prefix]) => value.startsWith(prefix))?.[1]
  if (!kind) throw nowhere(whole)
  const found: Objects[Kind] | undefined = world.store.find(kind, value)
  return found ? strip(found) : { id: value, object: kind, deleted: true }
}

const nowhere = (path: string) =>
  invalid(`This property cannot be expanded (${path}).`, { param: 'expand', code: 'parameter_invalid' })
