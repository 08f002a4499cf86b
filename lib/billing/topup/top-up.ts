import 'server-only'
import type Stripe from 'stripe'
import { isAccountOpen } from '@/lib/accounts/server'
import { log } from '@/lib/platform/log'
import { findStripe, isRefused, refusalOf } from '@/lib/platform/stripe'
import { type AccountDocument, findAccount } from '../accounts/data'
import { convergePackPayments, packMetadata } from '../credits/pack-payments'
import { offeredPacks } from '../plans/read-plans'
import type { Currency } from '../schema'
import type { TopUp, WalletDocument } from '../stored/data'
import { findWallet } from '../wallet/data'
import { beginTopUp, endTopUp, findBegun, findLow, isLow, noteLook, stopTopUp } from './data'
import { orderStoppedMail } from './mails'

const AT_ONCE = 200
/** What was begun so long ago may have lost its server after it was paid. */
const LOST_MS = 60_000

type Attempt = NonNullable<TopUp['attempt']>

/** Buys what people agreed to buy by themselves. For a timer. */
export async function topUpLow(now: Date = new Date()): Promise<void> {
  const begun = await findBegun(AT_ONCE)
  const low = await findLow(offeredPacks(), AT_ONCE, now)
  for (const wallet of [...begun, ...low]) {
    await noteLook(wallet, new Date())
    await tryToFill(wallet, now)
  }
}

/** The same for one workspace, at once; nobody waits for it. */
export function topUpSoon(workspaceId: string): void {
  const fill = async () => {
    const wallet = await findWallet(workspaceId)
    if (wallet) await tryToFill(wallet, new Date())
  }
  void fill().catch((error) => log.warn('a top-up waits for the next turn', { workspaceId, error }))
}

async function tryToFill(wallet: WalletDocument, now: Date): Promise<void> {
  try {
    await fill(wallet, now)
  } catch (error) {
    // What was begun is gone on with, under the same name.
    log.warn('a top-up waits for the next turn', { workspaceId: wallet.workspaceId.toHexString(), error })
  }
}

async function fill(wallet: WalletDocument, now: Date): Promise<void> {
  const stripe = findStripe()
  const account = await findAccount(wallet.workspaceId.toHexString())
  if (!stripe || !account?.customerId || !wallet.topUp) return
  const attempt = wallet.topUp.attempt ?? (await begin(stripe, wallet, account, now))
  if (!attempt) return
  const paid = await pay(stripe, account.customerId, wallet, attempt, now)
  if (paid === 'waiting') return
  if (paid !== 'paid') {
    if (await stopTopUp(wallet, attempt.id, paid)) await orderStoppedMail(wallet, attempt.id)
    return
  }
  await convergePackPayments(stripe, account.customerId, wallet.workspaceId.toHexString())
  await endTopUp(wallet, attempt.id)
}

async function begin(
  stripe: Stripe,
  wallet: WalletDocument,
  account: AccountDocument,
  now: Date,
): Promise<Attempt | null> {
  const { topUp } = wallet
  const pack = offeredPacks().find(({ key }) => key === topUp?.pack)
  const method = account.customerId && (await findCard(stripe, account))
  if (!topUp || !pack || !method || !isLow(wallet)) return null
  // Nobody buys for an account that is suspended or being deleted.
  if (!(await isAccountOpen(account.userId.toHexString()))) return null
  const { currency } = topUp
  const amount = pack.prices[currency as Currency]
  return beginTopUp(wallet, { amount, currency, messages: pack.messages, method }, now)
}

/** @returns the card that a customer pays with: of the subscription, else the one kept last; null without one */
export async function findCard(
  stripe: Stripe,
  { customerId, subscriptionId }: AccountDocument,
): Promise<string | null> {
  if (!customerId) return null
  const idOf = (value: string | { id: string } | null | undefined) =>
    typeof value === 'string' ? value : (value?.id ?? null)
  if (subscriptionId) {
    const own = idOf((await stripe.subscriptions.retrieve(subscriptionId)).default_payment_method)
    if (own) return own
  }
  const customer = await stripe.customers.retrieve(customerId)
  const usual = customer.deleted ? null : idOf(customer.invoice_settings.default_payment_method)
  if (usual) return usual
  const { data } = await stripe.paymentMethods.list({ customer: customerId, type: 'card', limit: 1 })
  return data[0]?.id ?? null
}

async function pay(
  stripe: Stripe,
  customer: string,
  { workspaceId, userId }: WalletDocument,
  attempt: Attempt,
  now: Date,
): Promise<'paid' | 'waiting' | 'declined' | 'authentication'> {
  const { id, amount, currency, messages, method, at } = attempt
  // Stripe remembers the name of a request for a day; the payment itself says for ever whose it is.
  if (now.getTime() - at.getTime() > LOST_MS && (await isPaid(stripe, customer, attempt))) return 'paid'
  const scope = { workspaceId: workspaceId.toHexString(), userId: userId.toHexString() }
  try {
    const { status } = await stripe.paymentIntents.create(
      {
        ...{ amount, customer, payment_method: method, confirm: true, off_session: true },
        currency: currency.toLowerCase(),
        description: `${messages.toLocaleString('en')} messages, bought by themselves`,
        metadata: { ...packMetadata(scope, messages, 'topped_up'), numina_attempt: id },
      },
      { idempotencyKey: `top-up:${id}` },
    )
    return status === 'succeeded' ? 'paid' : 'waiting'
  } catch (error) {
    // A card that was taken off meanwhile pays nothing either.
    const refusal = refusalOf(error) ?? (isRefused(error) ? 'declined' : null)
    if (!refusal) throw error
    return refusal
  }
}

async function isPaid(stripe: Stripe, customer: string, { id, at }: Attempt): Promise<boolean> {
  const created = { gte: Math.floor(at.getTime() / 1000) - 60 }
  for await (const { status, metadata } of stripe.paymentIntents.list({ customer, created, limit: 100 }))
    if (status === 'succeeded' && metadata['numina_attempt'] === id) return true
  return false
}
