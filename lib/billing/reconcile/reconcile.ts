import 'server-only'
import type Stripe from 'stripe'
import { log } from '@/lib/platform/log'
import { findStripe } from '@/lib/platform/stripe'
import { converge } from '../accounts/converge'
import { type AccountDocument, findAccountOf, readAccounts } from '../accounts/data'
import { compareMeter } from '../extra/compare-meter'
import type { Drift } from '../schema'
import { beginCheck, endCheck } from './data'

/** What must be as in Stripe. */
const COMPARED = [
  ...(['subscriptionId', 'status', 'plan', 'interval', 'currency', 'seats'] as const),
  ...(['periodEnd', 'cancelAt'] as const),
] as const
const MOST_DRIFT = 500

/**
 * Compares every account with Stripe and makes it what Stripe knows; then looks for subscriptions of customers nobody here knows, and
 * compares what was reported to the meter. What differed is kept as a report.
 *
 * @returns how many were looked at, and what differed
 */
export async function reconcile(now: Date = new Date()): Promise<{ checked: number; drift: Drift[] } | null> {
  const stripe = findStripe()
  if (!stripe) return null
  const id = await beginCheck()
  const drift: Drift[] = []
  let checked = 0
  try {
    for await (const before of readAccounts()) {
      checked += 1
      const found = await compare(before)
      if (found) drift.push(found)
    }
    for await (const found of strangers(stripe)) drift.push(found)
    for await (const found of compareMeter(stripe, now)) drift.push(found)
    await endCheck(id, checked, drift.slice(0, MOST_DRIFT), null)
  } catch (error) {
    await endCheck(
      id,
      checked,
      drift.slice(0, MOST_DRIFT),
      error instanceof Error ? error.message : String(error),
    )
    throw error
  }
  if (drift.length > 0) log.warn('accounts differed from Stripe', { checked, drift: drift.length })
  return { checked, drift }
}

async function compare(before: AccountDocument): Promise<Drift | null> {
  const { customerId } = before
  if (!customerId) return null
  const after = await converge(customerId)
  // One that was never read has nothing to differ.
  if (before.convergedAt.getTime() === 0) return null
  const changes = COMPARED.flatMap((field) => {
    const [was, is] = [sayValue(before[field]), sayValue(after?.[field] ?? null)]
    return was === is ? [] : [`${field}: ${was} → ${is}`]
  })
  return changes.length === 0 ? null : { customerId, what: changes.join(', ') }
}

const sayValue = (value: string | number | Date | null): string =>
  value instanceof Date ? value.toISOString() : String(value ?? 'none')

/** Subscriptions that run for customers without an account here, as of an installation that was lost. */
async function* strangers(stripe: Stripe): AsyncGenerator<Drift> {
  for await (const { id, customer } of stripe.subscriptions.list({ status: 'active', limit: 100 })) {
    const customerId = typeof customer === 'string' ? customer : customer.id
    if (!(await findAccountOf(customerId)))
      yield { customerId, what: `${id} runs, and no account here knows its customer` }
  }
}
