import type { Delivery, StripeEvent, WebhookEndpoint } from '../core/objects.ts'
import { realNow, type World } from '../core/world.ts'
import { sign } from './sign.ts'

/** When a delivery that failed is tried again: soon at first, for a day in all. */
const RETRY_AFTER_MS = [1_000, 5_000, 30_000, 120_000, 600_000, 3_600_000, 6 * 3_600_000, 18 * 3_600_000]
const TIMEOUT_MS = 20_000
const AT_ONCE = 8

/**
 * Brings events to their endpoints, oldest first, several at once (so that they may arrive in another order, as
 * Stripe's do), again until they are taken or a day is over. What is on its way survives a restart.
 */
export class Courier {
  private readonly world: World
  private readonly flush: () => Promise<void>
  private readonly underWay = new Set<string>()
  private readonly stopped = new AbortController()
  private timer: NodeJS.Timeout | undefined

  constructor(world: World, flush: () => Promise<void>) {
    this.world = world
    this.flush = flush
  }

  /** Starts what is due. Called after each request, and by itself when a retry is due. */
  wake(): void {
    if (this.stopped.signal.aborted) return
    clearTimeout(this.timer)
    const [now, ready] = [Date.now(), [] as Delivery[]]
    let next = Number.POSITIVE_INFINITY
    this.world.store.each('local.delivery', (delivery) => {
      if (this.underWay.has(delivery.id)) return
      if (delivery.due > now) next = Math.min(next, delivery.due)
      else if (this.underWay.size + ready.length < AT_ONCE) ready.push(delivery)
    })
    for (const delivery of ready) void this.deliver(delivery)
    if (Number.isFinite(next)) this.timer = setTimeout(() => this.wake(), Math.max(next - now, 10)).unref()
  }

  stop(): void {
    this.stopped.abort()
    clearTimeout(this.timer)
  }

  private async deliver(delivery: Delivery): Promise<void> {
    this.underWay.add(delivery.id)
    const { store } = this.world
    const [event, endpoint] = [
      store.find('event', delivery.event),
      store.find('webhook_endpoint', delivery.endpoint),
    ]
    const taken = !event || !endpoint || endpoint.status !== 'enabled' || (await this.send(event, endpoint))
    this.underWay.delete(delivery.id)
    if (this.stopped.signal.aborted) return
    store.change(() => this.note(delivery, taken))
    await this.flush()
    this.wake()
  }

  private note(delivery: Delivery, taken: boolean): void {
    const { store } = this.world
    const pause = RETRY_AFTER_MS[delivery.attempts]
    if (!taken && pause !== undefined) {
      store.put('local.delivery', { ...delivery, attempts: delivery.attempts + 1, due: Date.now() + pause })
      return
    }
    store.drop('local.delivery', delivery.id)
    const event = store.find('event', delivery.event)
    if (event && taken)
      store.put('event', { ...event, pending_webhooks: Math.max(0, event.pending_webhooks - 1) })
  }

  private async send(event: StripeEvent, { url, secret = '' }: WebhookEndpoint): Promise<boolean> {
    const body = JSON.stringify(event, null, 2)
    try {
      const response = await fetch(url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json; charset=utf-8',
          'stripe-signature': sign(body, secret, realNow()),
          'user-agent': 'Stripe/1.0 (+https://stripe.com/docs/webhooks)',
        },
        body,
        redirect: 'manual',
        signal: AbortSignal.any([this.stopped.signal, AbortSignal.timeout(TIMEOUT_MS)]),
      })
      await response.body?.cancel()
      return response.ok
    } catch {
      return false
    }
  }
}
