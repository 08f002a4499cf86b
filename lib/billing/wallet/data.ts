import 'server-only'
import { ObjectId } from 'mongodb'
import type { Scope } from '@/lib/auth/context'
import { AppError } from '@/lib/core/errors'
import { driverCollection, isDuplicateKey } from '@/lib/platform/db'
import type { PaidBy } from '../schema'
import { BALANCE, balanceOf, extraLeftOf, type WalletDocument } from '../stored/data'

/** The collection of wallets, for the parts of this domain that keep something of theirs there. */
export const wallets = () => driverCollection<WalletDocument>('wallets')
export const walletOf = (workspaceId: string) => ({ workspaceId: new ObjectId(workspaceId) })

export async function findWallet(workspaceId: string): Promise<WalletDocument | null> {
  return wallets().findOne(walletOf(workspaceId))
}

/** A wallet with nothing in it, unless there is one. */
export async function ensureWallet(workspaceId: string, userId: string): Promise<void> {
  const now = new Date()
  const nothing = { added: 0, takenBack: 0, used: 0, returns: {}, checkoutId: null }
  const counts = { day: '', onDay: 0, month: '', inMonth: 0, pending: {}, open: 0, touchedAt: now }
  const beyond = { extra: null, extraSettled: 0, extraReported: 0, report: null, topUp: null }
  const times = { createdAt: now, updatedAt: now }
  try {
    await wallets().updateOne(
      walletOf(workspaceId),
      { $setOnInsert: { userId: new ObjectId(userId), ...nothing, ...counts, ...beyond, ...times } },
      { upsert: true },
    )
  } catch (error) {
    if (!isDuplicateKey(error)) throw error
  }
}

/** Makes a checkout of a pack the one that is open. @returns the one that was */
export async function swapPackCheckout(workspaceId: string, checkoutId: string): Promise<string | null> {
  const before = await wallets().findOneAndUpdate(walletOf(workspaceId), {
    $set: { checkoutId, updatedAt: new Date() },
  })
  return before?.checkoutId ?? null
}

/** Wallets with messages that were taken and of which nothing has been heard since `before`. */
export async function findOpenWallets(before: Date): Promise<WalletDocument[]> {
  return wallets()
    .find({ open: { $gt: 0 }, touchedAt: { $lt: before } })
    .limit(200)
    .toArray()
}

/** What paid, and what is left there then. */
export type Taken = {
  from: Exclude<PaidBy, 'plan'>
  credits: number
  extraLeft: number | null
  /** It has just fallen below what a pack is bought at. */
  isLow: boolean
}

const HAS_CREDIT = { $gt: [BALANCE, 0] }
const plus = (field: string, amount: number) => ({ $add: [field, amount] })

/**
 * Takes one message: of the prepaid ones, and when there are none, of what is paid as one goes while that is on and below its ceiling.
 * One conditional write: of many at once exactly as many get through as there are.
 *
 * @returns null when nothing here pays
 * @throws AppError `conflict` when this very message has been taken already
 */
export async function takeFromWallet(
  { workspaceId, userId }: Scope,
  { id, day, keyId, home }: { id: string; day: string; keyId: string | null; home: string | null },
  now: Date = new Date(),
): Promise<Taken | null> {
  const month = day.slice(0, 7)
  const isInPeriod = { $lt: [now, '$extra.periodEnd'] }
  const hasExtra = {
    $and: [
      { $eq: ['$extra.isOn', true] },
      { $lt: [now, '$extra.until'] },
      { $lt: [{ $cond: [isInPeriod, '$extra.used', '$extra.nextUsed'] }, '$extra.most'] },
    ],
  }
  const changedExtra = {
    $mergeObjects: [
      '$extra',
      {
        used: { $cond: [isInPeriod, plus('$extra.used', 1), '$extra.used'] },
        nextUsed: { $cond: [isInPeriod, '$extra.nextUsed', plus('$extra.nextUsed', 1)] },
      },
    ],
  }
  const entry = {
    ...{ day, userId: new ObjectId(userId), keyId: keyId ? new ObjectId(keyId) : null, at: now },
    ...{ from: { $cond: [HAS_CREDIT, 'credit', 'extra'] }, home: home ? new ObjectId(home) : null },
    end: { $cond: [{ $or: [HAS_CREDIT, { $not: [isInPeriod] }] }, null, '$extra.periodEnd'] },
  }
  const wallet = await wallets().findOneAndUpdate(
    {
      ...walletOf(workspaceId),
      [`pending.${id}`]: { $exists: false },
      $expr: { $or: [HAS_CREDIT, hasExtra] },
    },
    [
      {
        $set: {
          used: { $cond: [HAS_CREDIT, plus('$used', 1), '$used'] },
          extra: { $cond: [HAS_CREDIT, '$extra', changedExtra] },
          [`pending.${id}`]: entry,
          open: plus('$open', 1),
          touchedAt: now,
          onDay: { $cond: [{ $eq: ['$day', day] }, plus('$onDay', 1), 1] },
          inMonth: { $cond: [{ $eq: ['$month', month] }, plus('$inMonth', 1), 1] },
          ...{ day, month },
        },
      },
    ],
    { returnDocument: 'after' },
  )
  if (!wallet && (await findWallet(workspaceId))?.pending[id])
    throw new AppError('conflict', 'This very message is being answered right now.')
  const from = wallet?.pending[id]?.from
  if (!wallet || !from) return null
  const credits = balanceOf(wallet)
  const isLow = wallet.topUp?.isOn === true && [wallet.topUp.threshold - 1, 0].includes(credits)
  return { from, credits, extraLeft: extraLeftOf(wallet.extra, now), isLow }
}

/** Says that a message taken from a wallet is still being answered. */
export async function touchOnWallet({ id, workspaceId }: { id: string; workspaceId: string }): Promise<void> {
  const now = new Date()
  await wallets().updateOne(
    { ...walletOf(workspaceId), [`pending.${id}`]: { $exists: true } },
    { $set: { [`pending.${id}.at`]: now, touchedAt: now } },
  )
}

/** How a message ended that was taken from a wallet. */
type Closing = { id: string; workspaceId: string; day: string; paidBy: PaidBy; counts: boolean }

/** Closes messages that are still open, each once, however often it is asked for. What does not count goes back to where it came from. */
export async function closeOnWallet(closings: readonly Closing[]): Promise<void> {
  if (closings.length === 0) return
  await wallets().bulkWrite(
    closings.map((closing) => ({
      updateOne: {
        filter: { ...walletOf(closing.workspaceId), [`pending.${closing.id}`]: { $exists: true } },
        update: [
          { $set: { open: plus('$open', -1), ...(closing.counts ? counted(closing) : givenBack(closing)) } },
          { $unset: `pending.${closing.id}` },
        ],
      },
    })),
    { ordered: false },
  )
}

const counted = ({ paidBy }: Closing) =>
  paidBy === 'extra' ? { extraSettled: plus('$extraSettled', 1) } : {}

function givenBack({ id, day, paidBy }: Closing) {
  const end = `$pending.${id}.end`
  // Asked for after the end of a period: counted there until the next is known, and in that from then on.
  const isNext = { $and: [{ $eq: [end, null] }, { $gt: ['$extra.nextUsed', 0] }] }
  const isThis = {
    $and: [{ $gt: ['$extra.used', 0] }, { $in: [end, [null, '$extra.periodEnd']] }, { $not: [isNext] }],
  }
  const extra = {
    $mergeObjects: [
      '$extra',
      {
        used: { $cond: [isThis, plus('$extra.used', -1), '$extra.used'] },
        nextUsed: { $cond: [isNext, plus('$extra.nextUsed', -1), '$extra.nextUsed'] },
      },
    ],
  }
  return {
    onDay: { $cond: [{ $eq: ['$day', day] }, plus('$onDay', -1), '$onDay'] },
    inMonth: { $cond: [{ $eq: ['$month', day.slice(0, 7)] }, plus('$inMonth', -1), '$inMonth'] },
    ...(paidBy === 'credit' ? { used: plus('$used', -1) } : { extra }),
  }
}
