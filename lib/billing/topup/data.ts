import 'server-only'
import { ObjectId } from 'mongodb'
import { BALANCE, balanceOf, type TopUp, type WalletDocument } from '../stored/data'
import { walletOf, wallets } from '../wallet/data'

/** Notes what was agreed to anew. What this month has spent stays spent, and a payment that is under way goes on. */
export async function writeTopUp(
  workspaceId: string,
  agreed: Pick<TopUp, 'pack' | 'currency' | 'threshold' | 'ceiling'>,
): Promise<void> {
  const isSame = { $eq: ['$topUp.currency', agreed.currency] }
  const fresh = { isOn: true, stopped: null, ...agreed }
  await wallets().updateOne(walletOf(workspaceId), [
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
  ])
}

/** From now on nothing is bought by itself. @returns whether it was on */
export async function closeTopUp(workspaceId: string): Promise<boolean> {
  const { matchedCount } = await wallets().updateOne(
    { ...walletOf(workspaceId), 'topUp.isOn': true },
    { $set: { 'topUp.isOn': false, updatedAt: new Date() } },
  )
  return matchedCount === 1
}

/** Wallets that are to be filled, or whose filling was begun. */
export async function findLow(limit: number): Promise<WalletDocument[]> {
  return wallets()
    .find({
      $or: [
        { 'topUp.isOn': true, $expr: { $lt: [BALANCE, '$topUp.threshold'] } },
        { 'topUp.attempt.id': { $type: 'string' } },
      ],
    })
    .limit(limit)
    .toArray()
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
  const month = now.toISOString().slice(0, 7)
  const spent = { $cond: [{ $eq: ['$topUp.month', month] }, '$topUp.spent', 0] }
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
  const { modifiedCount } = await wallets().updateOne({ _id, 'topUp.attempt.id': id }, [
    {
      $set: {
        topUp: {
          $mergeObjects: [
            '$topUp',
            {
              ...{ isOn: false, stopped: why, attempt: null },
              spent: { $subtract: ['$topUp.spent', '$topUp.attempt.amount'] },
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
