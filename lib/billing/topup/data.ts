import 'server-only'
import { ObjectId } from 'mongodb'
import type { Pack } from '../schema'
import { BALANCE, balanceOf, type TopUp, type WalletDocument } from '../stored/data'
import { walletOf, wallets } from '../wallet/data'

const monthOf = (now: Date) => now.toISOString().slice(0, 7)
/** What was spent in a month, for conditions on what is stored. */
const spentIn = (month: string) => ({ $cond: [{ $eq: ['$topUp.month', month] }, '$topUp.spent', 0] })

/**
 * Notes what was agreed to anew. What this month has spent stays spent, and a payment that is under way goes on.
 *
 * @returns false when this month has spent something in another currency: its ceiling counts one alone
 */
export async function writeTopUp(
  workspaceId: string,
  agreed: Pick<TopUp, 'pack' | 'currency' | 'threshold' | 'ceiling'>,
  now: Date,
): Promise<boolean> {
  const isSame = { $eq: ['$topUp.currency', agreed.currency] }
  const fresh = { isOn: true, stopped: null, ...agreed }
  const isUnspent = { $not: [{ $gt: [{ $ifNull: [spentIn(monthOf(now)), 0] }, 0] }] }
  const { matchedCount } = await wallets().updateOne(
    { ...walletOf(workspaceId), $expr: { $or: [isSame, isUnspent] } },
    [
      {
        $set: {
          topUp: {
            ...fresh,
            month: { $ifNull: ['$topUp.month', ''] },
            spent: { $cond: [isSame, { $ifNull: ['$topUp.spent', 0] }, 0] },
            attempt: { $ifNull: ['$topUp.attempt', null] },
          },
          updatedAt: new Date(),
        },
      },
    ],
  )
  return matchedCount === 1
}

/** From now on nothing is bought by itself. @returns whether it was on */
export async function closeTopUp(workspaceId: string): Promise<boolean> {
  const { matchedCount } = await wallets().updateOne(
    { ...walletOf(workspaceId), 'topUp.isOn': true },
    { $set: { 'topUp.isOn': false, updatedAt: new Date() } },
  )
  return matchedCount === 1
}

/** Wallets whose filling was begun, those first that were not looked at for longest. */
export async function findBegun(limit: number): Promise<WalletDocument[]> {
  return wallets()
    .find({ 'topUp.attempt.id': { $type: 'string' } })
    .sort({ 'topUp.lookedAt': 1 })
    .limit(limit)
    .toArray()
}

/**
 * Wallets that are to be filled, and whose ceiling has room for a pack that is sold; those first that were not looked at for longest.
 *
 * @param packs that are sold
 */
export async function findLow(
  packs: readonly Pick<Pack, 'key' | 'prices'>[],
  limit: number,
  now: Date,
): Promise<WalletDocument[]> {
  const spent = spentIn(monthOf(now))
  const isLow = { $lt: [BALANCE, '$topUp.threshold'] }
  const affordable = packs.flatMap(({ key, prices }) =>
    Object.entries(prices).map(([currency, price]) => ({
      ...{ 'topUp.pack': key, 'topUp.currency': currency },
      $expr: { $and: [isLow, { $lte: [{ $add: [spent, price] }, '$topUp.ceiling'] }] },
    })),
  )
  if (affordable.length === 0) return []
  return wallets()
    .find({ 'topUp.isOn': true, 'topUp.attempt': null, $or: affordable })
    .sort({ 'topUp.lookedAt': 1 })
    .limit(limit)
    .toArray()
}

/** Notes that a wallet was looked at: those that cannot be filled just now keep no others waiting. */
export async function noteLook({ _id }: WalletDocument, now: Date): Promise<void> {
  await wallets().updateOne({ _id, topUp: { $ne: null } }, { $set: { 'topUp.lookedAt': now } })
}

/**
 * Begins a purchase, if the wallet is still low and the month has room for it: its price counts as spent from here on. There is one at a
 * time, with a name of its own that stays.
 *
 * @returns the purchase that is open then; null when there is none
 */
export async function beginTopUp(
  { _id }: WalletDocument,
  wanted: Pick<NonNullable<TopUp['attempt']>, 'amount' | 'currency' | 'messages' | 'method'>,
  now: Date,
): Promise<TopUp['attempt']> {
  const month = monthOf(now)
  const spent = spentIn(month)
  const attempt = { ...wanted, id: new ObjectId().toHexString(), month, at: now }
  const wallet = await wallets().findOneAndUpdate(
    {
      _id,
      'topUp.isOn': true,
      'topUp.attempt': null,
      $expr: {
        $and: [
          { $lt: [BALANCE, '$topUp.threshold'] },
          { $lte: [{ $add: [spent, wanted.amount] }, '$topUp.ceiling'] },
        ],
      },
    },
    [
      {
        $set: {
          topUp: {
            $mergeObjects: [
              '$topUp',
              { month, spent: { $add: [spent, wanted.amount] }, attempt: { $literal: attempt } },
            ],
          },
        },
      },
    ],
    { returnDocument: 'after' },
  )
  return wallet?.topUp?.attempt ?? null
}

/** Ends a purchase that was paid. */
export async function endTopUp({ _id }: WalletDocument, id: string): Promise<void> {
  await wallets().updateOne({ _id, 'topUp.attempt.id': id }, { $set: { 'topUp.attempt': null } })
}

/** Ends a purchase whose card was refused, and buying by itself with it. @returns whether it was this call that did */
export async function stopTopUp(
  { _id }: WalletDocument,
  id: string,
  why: TopUp['stopped'],
): Promise<boolean> {
  // In another currency it was begun before what counts now was agreed to.
  const isCounted = { $eq: ['$topUp.currency', '$topUp.attempt.currency'] }
  const { modifiedCount } = await wallets().updateOne({ _id, 'topUp.attempt.id': id }, [
    {
      $set: {
        topUp: {
          $mergeObjects: [
            '$topUp',
            {
              ...{ isOn: false, stopped: why, attempt: null },
              spent: {
                $cond: [isCounted, { $subtract: ['$topUp.spent', '$topUp.attempt.amount'] }, '$topUp.spent'],
              },
            },
          ],
        },
        updatedAt: new Date(),
      },
    },
  ])
  return modifiedCount === 1
}

/** @returns whether a wallet is to be filled */
export const isLow = (wallet: WalletDocument): boolean =>
  wallet.topUp?.isOn === true && balanceOf(wallet) < wallet.topUp.threshold
