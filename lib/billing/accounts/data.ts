import 'server-only'
import { Double, ObjectId } from 'mongodb'
import { driverCollection, isDuplicateKey } from '@/lib/platform/db'
import type { Card, GivenPlan, KeptSeats, SubscriptionStatus } from '../schema'

/** What Stripe told of a subscription. */
export type Mirror = {
  subscriptionId: string | null
  status: SubscriptionStatus
  plan: string | null
  interval: string | null
  currency: string | null
  seats: number | null
  /** A month of it in the smallest unit of its currency, at the list price. */
  monthly: number | null
  periodEnd: Date | null
  trialEnd: Date | null
  cancelAt: Date | null
  pastDueSince: Date | null
  card: Card | null
}

export type AccountDocument = Mirror & {
  _id: ObjectId
  workspaceId: ObjectId
  userId: ObjectId
  customerId: string | null
  granted: GivenPlan | null
  keptSeats?: KeptSeats | null
  checkoutId: string | null
  convergedAt: Date
  createdAt: Date
  updatedAt: Date
}

export const NOTHING: Mirror = {
  subscriptionId: null,
  status: 'none',
  plan: null,
  interval: null,
  currency: null,
  seats: null,
  monthly: null,
  periodEnd: null,
  trialEnd: null,
  cancelAt: null,
  pastDueSince: null,
  card: null,
}

const accounts = () => driverCollection<AccountDocument>('billingAccounts')
/** Numbers are written as the contract stores them; reading gives plain ones. */
type Stored = Omit<AccountDocument, 'monthly'> & { monthly: Double | null }
const stored = () => driverCollection<Stored>('billingAccounts')
const of = (workspaceId: string) => ({ workspaceId: new ObjectId(workspaceId) })

export async function findAccount(workspaceId: string): Promise<AccountDocument | null> {
  return accounts().findOne(of(workspaceId))
}

/** @returns the account as it is now; null when it was erased */
export async function findAccountById(id: ObjectId): Promise<AccountDocument | null> {
  return accounts().findOne({ _id: id })
}

export async function findAccountOf(customerId: string): Promise<AccountDocument | null> {
  return accounts().findOne({ customerId })
}

/** All accounts with a customer, a few at a time. */
export function readAccounts(): AsyncIterable<AccountDocument> {
  return accounts().find({ customerId: { $ne: null } }, { batchSize: 200 })
}

/** @returns the accounts of workspaces somebody owns */
export async function readAccountsOfOwner(ownerId: ObjectId): Promise<AccountDocument[]> {
  const owned = await driverCollection('workspaces')
    .find({ ownerId }, { projection: { _id: 1 } })
    .toArray()
  return accounts()
    .find({ workspaceId: { $in: owned.map(({ _id }) => _id) } })
    .toArray()
}

/** Notes whose customer it is; an account that has one already keeps it. @returns the account */
export async function openAccount(
  workspaceId: string,
  userId: string,
  customerId: string,
): Promise<AccountDocument> {
  await ensureAccount(workspaceId, userId)
  await accounts().updateOne(
    { ...of(workspaceId), customerId: null },
    { $set: { customerId, convergedAt: new Date(0), updatedAt: new Date() } },
  )
  const account = await findAccount(workspaceId)
  if (!account) throw new Error('the account is gone')
  return account
}

/** An account of which nothing is known yet, unless there is one. */
async function ensureAccount(workspaceId: string, userId: string): Promise<void> {
  const now = new Date()
  const fresh = { userId: new ObjectId(userId), granted: null, keptSeats: null, checkoutId: null }
  const times = { convergedAt: new Date(0), createdAt: now, updatedAt: now }
  const unread = { ...NOTHING, ...fresh, customerId: null, ...times }
  try {
    await accounts().updateOne(of(workspaceId), { $setOnInsert: unread }, { upsert: true })
  } catch (error) {
    if (!isDuplicateKey(error)) throw error
  }
}

/** Notes a plan that was given to a workspace; one that was given before is replaced. @returns the account */
export async function writeGiven(
  workspaceId: string,
  userId: string,
  given: GivenPlan,
): Promise<AccountDocument | null> {
  await ensureAccount(workspaceId, userId)
  const change = { $set: { granted: given, updatedAt: new Date() } }
  return accounts().findOneAndUpdate(of(workspaceId), change, { returnDocument: 'after' })
}

/** Takes a plan back that was given. @returns the account; null when none was given */
export async function dropGiven(id: string): Promise<AccountDocument | null> {
  return accounts().findOneAndUpdate(
    { _id: new ObjectId(id), granted: { $ne: null } },
    { $set: { granted: null, updatedAt: new Date() } },
    { returnDocument: 'after' },
  )
}

/** @returns accounts with a plan that was given, the newest first */
export async function findGiven(limit: number): Promise<AccountDocument[]> {
  return accounts()
    .find({ granted: { $ne: null } })
    .sort({ updatedAt: -1 })
    .limit(limit)
    .toArray()
}

/**
 * Writes what Stripe told. What was asked for earlier never overwrites what was asked for later. Seats that were given up were paid for with
 * the plan of then: they go with it.
 *
 * @param askedAt when Stripe was asked
 * @param customerId null: Stripe knows the customer no more
 * @returns false when somebody has asked since then
 */
export async function writeMirror(
  id: ObjectId,
  mirror: Mirror,
  customerId: string | null,
  askedAt: Date,
): Promise<boolean> {
  const { subscriptionId, plan, interval } = mirror
  const isOther = [
    { subscriptionId: { $ne: subscriptionId } },
    { plan: { $ne: plan } },
    { interval: { $ne: interval } },
  ]
  await accounts().updateOne(
    { _id: id, convergedAt: { $lt: askedAt }, keptSeats: { $ne: null }, $or: isOther },
    { $set: { keptSeats: null } },
  )
  const monthly = mirror.monthly === null ? null : new Double(mirror.monthly)
  const { matchedCount } = await stored().updateOne(
    { _id: id, convergedAt: { $lt: askedAt } },
    { $set: { ...mirror, monthly, customerId, convergedAt: askedAt, updatedAt: new Date() } },
  )
  return matchedCount === 1
}

/** Forgets an account. */
export async function dropAccount(id: ObjectId): Promise<void> {
  await accounts().deleteOne({ _id: id })
}

/** Makes somebody else the one who gets the mails about an account and about what is prepaid. */
export async function giveAccount(workspaceId: string, userId: string): Promise<void> {
  const theirs = { $set: { userId: new ObjectId(userId) } }
  await Promise.all([
    accounts().updateOne(of(workspaceId), theirs),
    driverCollection('wallets').updateOne(of(workspaceId), theirs),
  ])
}

/** Notes seats that were given up and can be used until a period ends. */
export async function keepSeats(id: ObjectId, keptSeats: KeptSeats): Promise<void> {
  await accounts().updateOne({ _id: id }, { $set: { keptSeats, updatedAt: new Date() } })
}

/** Makes a checkout the one that is open. @returns the one that was */
export async function swapCheckout(workspaceId: string, checkoutId: string | null): Promise<string | null> {
  const before = await accounts().findOneAndUpdate(
    of(workspaceId),
    { $set: { checkoutId, updatedAt: new Date() } },
    { returnDocument: 'before' },
  )
  return before?.checkoutId ?? null
}
