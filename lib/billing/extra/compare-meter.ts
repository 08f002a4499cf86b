import 'server-only'
import type Stripe from 'stripe'
import { findAccount } from '../accounts/data'
import { findMeter } from '../catalogue/sync-extras'
import type { Drift } from '../schema'
import type { WalletDocument } from '../stored/data'
import { readReported } from './data'
import { isMoving } from './report'

const MINUTE_MS = 60_000

/** Compares what was reported of every workspace with what Stripe's meter has added up. @returns what differs */
export async function* compareMeter(stripe: Stripe, now: Date): AsyncGenerator<Drift> {
  const meter = await findMeter(stripe)
  if (!meter) return
  for await (const wallet of readReported()) {
    const found = await compare(stripe, meter.id, wallet, now)
    if (found) yield found
  }
}

async function compare(
  stripe: Stripe,
  meter: string,
  wallet: WalletDocument,
  now: Date,
): Promise<Drift | null> {
  const { workspaceId, extraReported, createdAt } = wallet
  const customer = (await findAccount(workspaceId.toHexString()))?.customerId
  if (!customer || isMoving(wallet, now)) return null
  const minute = (at: Date) => Math.floor(at.getTime() / MINUTE_MS) * 60
  const span = { start_time: minute(createdAt), end_time: minute(now) + 60 }
  let counted = 0
  for await (const sum of stripe.billing.meters.listEventSummaries(meter, { customer, ...span, limit: 100 }))
    counted += sum.aggregated_value
  if (counted === extraReported) return null
  return {
    customerId: customer,
    what: `messages beyond the plan: ${extraReported} told, ${counted} counted by Stripe`,
  }
}
