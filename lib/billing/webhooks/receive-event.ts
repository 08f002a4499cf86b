import 'server-only'
import type Stripe from 'stripe'
import { AppError, notFound } from '@/lib/core/errors'
import { getEnv } from '@/lib/env'
import { log } from '@/lib/platform/log'
import { findStripe, isLive, readEvent } from '@/lib/platform/stripe'
import { converge } from '../accounts/converge'
import { claimEvent, finishEvent, releaseEvent } from './data'

/**
 * Takes what Stripe sends. An event only says whose truth to read again: in whatever order they come, and however often, the mirror ends
 * as Stripe is.
 *
 * @param body exactly as it came
 * @returns what became of it
 * @throws AppError `bad_request` for a wrong or old signature; `not_found` where nobody sends any; `conflict` while it is being acted
 * upon, so that Stripe asks again; what went wrong with us, for the same reason
 */
export async function receiveEvent(
  body: string,
  signature: string | null,
): Promise<'done' | 'known' | 'ignored'> {
  if (!findStripe() || !getEnv().STRIPE_WEBHOOK_SECRET) throw notFound('webhook')
  const event = signature === null ? null : readEvent(body, signature)
  if (!event) throw new AppError('bad_request', 'The signature is not right.')
  if (event.livemode !== isLive()) return 'ignored'
  const customerId = customerOf(event)
  const claim = await claimEvent({ eventId: event.id, kind: event.type, customerId })
  if (claim === 'done') return 'known'
  if (claim === 'busy') throw new AppError('conflict', 'This event is being acted upon.')
  try {
    if (customerId) await converge(customerId)
    await finishEvent(event.id)
    return 'done'
  } catch (error) {
    log.error('an event of Stripe failed', { eventId: event.id, kind: event.type, error })
    await releaseEvent(event.id, error instanceof Error ? error.message : String(error))
    throw new AppError('internal', 'This event could not be acted upon.', { cause: error })
  }
}

/** @returns whom an event is about, of whatever kind it is; null for one about nobody */
function customerOf({ data }: Stripe.Event): string | null {
  const about = data.object as { object?: string; id?: string; customer?: string | { id: string } | null }
  if (about.object === 'customer') return about.id ?? null
  const { customer } = about
  return typeof customer === 'string' ? customer : (customer?.id ?? null)
}
