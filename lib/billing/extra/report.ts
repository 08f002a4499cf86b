import 'server-only'
import type Stripe from 'stripe'
import { log } from '@/lib/platform/log'
import { findStripe, isKnownUsage, isMissing, isNobodysUsage } from '@/lib/platform/stripe'
import { findAccount } from '../accounts/data'
import { EXTRA_EVENT } from '../catalogue/lookup-keys'
import type { WalletDocument } from '../stored/data'
import { findWallet } from '../wallet/data'
import { dropExtraItem, endReport, findUnreported, openReport } from './data'

const AT_ONCE = 500
/** Stripe adds up what it is told some minutes later. */
const ADDED_UP_MS = 10 * 60_000

/** @returns whether Stripe may not have added up yet what was told of a workspace */
export const isMoving = ({ report, extra }: WalletDocument, now: Date): boolean =>
  report !== null || (extra?.reportedAt?.getTime() ?? 0) > now.getTime() - ADDED_UP_MS

/**
 * Tells Stripe's meter of messages that were paid as one goes: those of a workspace since the last time are one event with a name of its
 * own. Then ends what is to end. For a timer.
 *
 * @returns how many messages were told
 */
export async function reportExtra(now: Date = new Date()): Promise<number> {
  const stripe = findStripe()
  if (!stripe) return 0
  let count = 0
  for (const wallet of await findUnreported(AT_ONCE)) {
    try {
      count += await reportWallet(stripe, wallet)
      await endIfDone(stripe, wallet.workspaceId.toHexString(), now)
    } catch (error) {
      // The others are not to wait for one; it is tried again with the next turn.
      log.warn('usage could not be told to Stripe', { workspaceId: wallet.workspaceId.toHexString(), error })
    }
  }
  return count
}

async function reportWallet(stripe: Stripe, wallet: WalletDocument): Promise<number> {
  if (wallet.extraSettled <= wallet.extraReported) return 0
  const report = await openReport(wallet)
  if (!report) return 0
  const value = report.upTo - report.from
  const customer = (await findAccount(wallet.workspaceId.toHexString()))?.customerId
  if (customer) await tellMeter(stripe, customer, { id: report.id, value })
  else log.warn('messages beyond the plan have nobody to pay them', { report: report.id, value, audit: true })
  await endReport(wallet, report)
  return value
}

/** Tells what was begun to be told of a workspace and is not noted, as after Stripe did not answer. */
export async function finishReport(stripe: Stripe, workspaceId: string): Promise<void> {
  const wallet = await findWallet(workspaceId)
  if (wallet?.report) await reportWallet(stripe, wallet)
}

/** Without a time: what is told late belongs to the period that runs, and is billed. */
async function tellMeter(stripe: Stripe, customer: string, { id, value }: { id: string; value: number }) {
  const payload = { stripe_customer_id: customer, value: String(value) }
  try {
    await stripe.billing.meterEvents.create({ event_name: EXTRA_EVENT, identifier: id, payload })
  } catch (error) {
    if (isNobodysUsage(error))
      log.warn('Stripe knows nobody to pay for messages', { report: id, customer, value, audit: true })
    else if (!isKnownUsage(error)) throw error
  }
}

/**
 * Takes the item off the subscription once pay-as-you-go is off, nothing is left to tell, and Stripe has added up what it was told; what was
 * used comes onto the next invoice.
 */
async function endIfDone(stripe: Stripe, workspaceId: string, now: Date): Promise<void> {
  const wallet = await findWallet(workspaceId)
  if (!wallet?.extra?.itemId || wallet.extra.isOn || wallet.extraSettled > wallet.extraReported) return
  if (Object.values(wallet.pending).some(({ from }) => from === 'extra')) return
  if (isMoving(wallet, now)) return
  const { itemId } = wallet.extra
  try {
    await stripe.subscriptionItems.del(itemId, { proration_behavior: 'create_prorations' })
  } catch (error) {
    if (!isMissing(error)) throw error
  }
  await dropExtraItem(workspaceId, itemId)
}
