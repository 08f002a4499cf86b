import 'server-only'
import Stripe from 'stripe'
import { AppError } from '@/lib/core/errors'
import { getEnv } from '@/lib/env'
import { log } from './log'

const TIMEOUT_MS = 20_000
const RETRIES = 2

let cached: { source: string; client: Stripe } | undefined

/** @returns Stripe, or null where no key is set: then nothing is sold here */
export function findStripe(): Stripe | null {
  const { STRIPE_SECRET_KEY: key, STRIPE_API_BASE: base } = getEnv()
  if (!key) return null
  const source = `${key} ${base}`
  if (cached?.source !== source) cached = { source, client: connect(key, base) }
  return cached.client
}

function connect(key: string, base: string | undefined): Stripe {
  const { protocol, hostname, port } = new URL(base ?? 'https://api.stripe.com')
  return new Stripe(key, {
    host: hostname,
    port: port || (protocol === 'https:' ? 443 : 80),
    protocol: protocol === 'http:' ? 'http' : 'https',
    timeout: TIMEOUT_MS,
    maxNetworkRetries: RETRIES,
    telemetry: false,
    appInfo: { name: 'Numina' },
  })
}

/** @throws AppError `unavailable` where no key is set */
function stripe(): Stripe {
  const client = findStripe()
  if (!client) throw new AppError('unavailable', 'Payments are not set up in this Numina.')
  return client
}

/**
 * Asks Stripe for a person who waits.
 *
 * @throws AppError `unavailable` in words they understand; what Stripe said is in the log
 */
export async function askStripe<T>(ask: (client: Stripe) => Promise<T>): Promise<T> {
  const client = stripe()
  try {
    return await ask(client)
  } catch (error) {
    if (!(error instanceof Stripe.errors.StripeError)) throw error
    log.error('stripe refused', { type: error.type, code: error.code, requestId: error.requestId, error })
    throw new AppError(
      'unavailable',
      'The payment service did not answer as it should. Nothing was changed or charged. Please try again in a minute.',
      { cause: error },
    )
  }
}

/** @returns whether Stripe says that there is no such thing (any more) */
export function isMissing(error: unknown): boolean {
  return error instanceof Stripe.errors.StripeError && error.code === 'resource_missing'
}

/** @returns whether Stripe answered that it will not do this, or a bank that it will not pay: asking again changes nothing */
export function isRefused(error: unknown): boolean {
  return (
    error instanceof Stripe.errors.StripeInvalidRequestError || error instanceof Stripe.errors.StripeCardError
  )
}

/** @returns whether Stripe says that the money went back already */
export function isRefunded(error: unknown): boolean {
  return error instanceof Stripe.errors.StripeError && error.code === 'charge_already_refunded'
}

/** @returns how a bank refused a card; null for anything else that went wrong */
export function refusalOf(error: unknown): 'declined' | 'authentication' | null {
  if (!(error instanceof Stripe.errors.StripeCardError)) return null
  return error.code === 'authentication_required' ? 'authentication' : 'declined'
}

/** @returns whether Stripe says that it has an event of a meter already: the same identifier counts once */
export function isKnownUsage(error: unknown): boolean {
  return (
    error instanceof Stripe.errors.StripeError &&
    (error.code === 'duplicate_meter_event' || /already exists with identifier/.test(error.message))
  )
}

/** @returns whether Stripe says that a meter's event names nobody it knows */
export function isNobodysUsage(error: unknown): boolean {
  return error instanceof Stripe.errors.StripeError && error.code === 'meter_event_customer_not_found'
}

/** @returns whether the key moves real money */
export const isLive = (): boolean => /^(sk|rk)_live_/.test(getEnv().STRIPE_SECRET_KEY ?? '')

/**
 * @param body exactly as it came
 * @returns the event, when one of the secrets (two while they are being replaced) signed it within the last five minutes; else null
 */
export function readEvent(body: string, signature: string): Stripe.Event | null {
  for (const secret of getEnv().STRIPE_WEBHOOK_SECRET ?? []) {
    try {
      return stripe().webhooks.constructEvent(body, signature, secret)
    } catch (error) {
      if (!(error instanceof Stripe.errors.StripeSignatureVerificationError)) throw error
    }
  }
  return null
}
