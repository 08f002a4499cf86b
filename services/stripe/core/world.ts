import { newId } from './ids.ts'
import type { Kind, Objects, StripeEvent } from './objects.ts'
import { strip } from './present.ts'
import type { Store } from './store.ts'

/** The one version of Stripe's protocol that is spoken: that of the pinned `stripe` package. */
export const API_VERSION = '2026-10-28.endive'

/** What becomes of a subscription whose last retry has failed. */
export type AfterDunning = 'canceled' | 'unpaid' | 'past_due'

/** Events begin with the kind of their object, except these. */
const PREFIX: Partial<Record<Kind, string>> = {
  subscription: 'customer.subscription',
  tax_id: 'customer.tax_id',
  discount: 'customer.discount',
  dispute: 'charge.dispute',
}

/** What every request works with: the objects, the time, the events. */
export class World {
  readonly store: Store
  /** Where browsers find the hosted pages. */
  readonly base: string
  readonly afterDunning: AfterDunning
  /** The request that is being answered, as events name it. */
  request: StripeEvent['request'] = { id: null, idempotency_key: null }
  private moment: number | null = null

  constructor(store: Store, base: string, afterDunning: AfterDunning) {
    this.store = store
    this.base = base
    this.afterDunning = afterDunning
  }

  /** The time in seconds, or that of a test clock. */
  now(clock?: string | null): number {
    return this.moment ?? this.store.find('test_helpers.test_clock', clock)?.frozen_time ?? realNow()
  }

  /** The time in the life of a customer. */
  timeOf(customer: string | null | undefined): number {
    return this.now(this.clockOf(customer))
  }

  clockOf(customer: string | null | undefined): string | null {
    return this.store.find('customer', customer)?.test_clock ?? null
  }

  /** Does something as of another moment. */
  at<T>(moment: number, work: () => T): T {
    const before = this.moment
    this.moment = moment
    try {
      return work()
    } finally {
      this.moment = before
    }
  }

  /** Keeps a new object and tells of it. */
  create<K extends Kind>(kind: K, object: Objects[K]): Objects[K] {
    this.store.put(kind, object)
    this.tell(`${PREFIX[kind] ?? kind}.created`, object)
    return object
  }

  /** Keeps a changed object and tells what has changed, unless nothing has. */
  update<K extends Kind>(kind: K, object: Objects[K]): Objects[K] {
    const before = this.store.get(kind, object.id) as Record<string, unknown>
    const after = object as unknown as Record<string, unknown>
    const names = new Set([...Object.keys(before), ...Object.keys(after)])
    const changed = [...names].filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]))
    if (changed.length === 0) return object
    this.store.put(kind, object)
    const previous = Object.fromEntries(changed.map((name) => [name, before[name] ?? null]))
    this.tell(`${PREFIX[kind] ?? kind}.updated`, object, previous)
    return object
  }

  /** Takes an object away and tells of it. */
  remove<K extends Kind>(kind: K, object: Objects[K]): { id: string; object: string; deleted: true } {
    this.store.drop(kind, object.id)
    this.tell(`${PREFIX[kind] ?? kind}.deleted`, object)
    return { id: object.id, object: object.object, deleted: true }
  }

  /** Tells the registered endpoints of something; the event shows the object as it is now. */
  tell(type: string, object: unknown, previous?: Record<string, unknown>): void {
    const endpoints = this.store.all(
      'webhook_endpoint',
      ({ status, enabled_events: wanted }) =>
        status === 'enabled' && (wanted.includes('*') || wanted.includes(type)),
    )
    const event: StripeEvent = {
      id: newId('evt'),
      object: 'event',
      api_version: API_VERSION,
      created: realNow(),
      data: { object: strip(structuredClone(object)), ...(previous && { previous_attributes: previous }) },
      livemode: false,
      pending_webhooks: endpoints.length,
      request: this.request,
      type,
    }
    this.store.put('event', event)
    for (const endpoint of endpoints) {
      const id = newId('dlv')
      this.store.put('local.delivery', {
        id,
        object: 'local.delivery',
        event: event.id,
        endpoint: endpoint.id,
        attempts: 0,
        due: Date.now(),
      })
    }
  }

  /** The next number of a series: 1, 2, … */
  next(series: string): number {
    const next = this.store.find('local.numbers', series)?.next ?? 1
    this.store.put('local.numbers', { id: series, object: 'local.numbers', next: next + 1 })
    return next
  }
}

export const realNow = (): number => Math.floor(Date.now() / 1000)
