import 'server-only'
import type { Extra, WalletDocument } from '../stored/data'
import { walletOf, wallets } from '../wallet/data'

/** Notes what was agreed to anew. What the same billing period has used stays used. */
export async function writeExtra(
  workspaceId: string,
  agreed: Omit<Extra, 'used' | 'nextUsed' | 'reportedAt'>,
) {
  const isSamePeriod = { $eq: ['$extra.periodEnd', agreed.periodEnd] }
  const kept = (field: string) => ({ $cond: [isSamePeriod, { $ifNull: [`$extra.${field}`, 0] }, 0] })
  await wallets().updateOne(walletOf(workspaceId), [
    {
      $set: {
        extra: {
          ...agreed,
          ...{ used: kept('used'), nextUsed: kept('nextUsed') },
          reportedAt: { $ifNull: ['$extra.reportedAt', null] },
        },
        updatedAt: new Date(),
      },
    },
  ])
}

/** From now on nobody pays as they go; what is being answered is still paid. @returns the wallet; null when it was off */
export async function closeExtra(workspaceId: string): Promise<WalletDocument | null> {
  return wallets().findOneAndUpdate(
    { ...walletOf(workspaceId), 'extra.isOn': true },
    { $set: { 'extra.isOn': false, updatedAt: new Date() } },
    { returnDocument: 'after' },
  )
}

/** Notes that the item of the subscription was gone when Stripe was asked, unless something was agreed to since. */
export async function dropExtraItem(
  workspaceId: string,
  itemId: string | null,
  askedAt: Date = new Date(),
): Promise<void> {
  await wallets().updateOne(
    { ...walletOf(workspaceId), 'extra.itemId': itemId, updatedAt: { $lte: askedAt } },
    { $set: { 'extra.itemId': null, 'extra.isOn': false, updatedAt: new Date() } },
  )
}

/** Notes until when people pay as they go. A period that has begun since takes over what was asked for after its beginning, once. */
export async function moveExtra(
  workspaceId: string,
  itemId: string,
  { periodEnd, until }: { periodEnd: Date; until: Date },
): Promise<void> {
  const mine = { ...walletOf(workspaceId), 'extra.itemId': itemId }
  await wallets().updateOne({ ...mine, 'extra.periodEnd': { $lt: periodEnd } }, [
    {
      $set: {
        extra: { $mergeObjects: ['$extra', { used: '$extra.nextUsed', nextUsed: 0, periodEnd }] },
        updatedAt: new Date(),
      },
    },
  ])
  await wallets().updateOne(mine, { $set: { 'extra.until': until, updatedAt: new Date() } })
}

/** Wallets of which Stripe's meter does not know all messages, or whose pay-as-you-go is to end. */
export async function findUnreported(limit: number): Promise<WalletDocument[]> {
  return wallets()
    .find({
      $or: [
        { $expr: { $gt: ['$extraSettled', '$extraReported'] } },
        { 'extra.isOn': false, 'extra.itemId': { $type: 'string' } },
      ],
    })
    .limit(limit)
    .toArray()
}

/** All wallets of which Stripe's meter knows messages. */
export function readReported(): AsyncIterable<WalletDocument> {
  return wallets().find({ extraReported: { $gt: 0 } }, { batchSize: 200 })
}

/**
 * Opens a report of all messages that Stripe's meter does not know yet. It has a name of its own that stays, so that telling it again after
 * a crash counts nothing twice.
 *
 * @returns the report that is open then, perhaps another server's
 */
export async function openReport(wallet: WalletDocument): Promise<WalletDocument['report']> {
  const { _id, extraReported, extraSettled } = wallet
  const id = `${_id.toHexString()}:${extraReported}-${extraSettled}`
  const report = { id, from: extraReported, upTo: extraSettled, at: new Date() }
  const opened = await wallets().findOneAndUpdate(
    { _id, report: null, extraReported, extraSettled: { $gt: extraReported } },
    { $set: { report } },
    { returnDocument: 'after' },
  )
  return (opened ?? (await wallets().findOne({ _id })))?.report ?? null
}

/**
 * Takes what Stripe's meter does not know yet of a subscription, to be billed another way: the meter is not told of it. What is just being
 * told is left to the meter.
 *
 * @returns how many messages, and what each costs; null when there are none
 */
export async function takeUnreported(
  workspaceId: string,
  subscriptionId: string,
): Promise<{ count: number; perMessage: number; currency: string } | null> {
  const before = await wallets().findOneAndUpdate(
    {
      ...walletOf(workspaceId),
      ...{ 'extra.subscriptionId': subscriptionId, report: null },
      $expr: { $gt: ['$extraSettled', '$extraReported'] },
    },
    [{ $set: { extraReported: '$extraSettled' } }],
    { returnDocument: 'before' },
  )
  if (!before?.extra) return null
  const { perMessage, currency } = before.extra
  return { count: before.extraSettled - before.extraReported, perMessage, currency }
}

/** Notes that the meter knows a report. */
export async function endReport({ _id }: WalletDocument, { id, upTo }: { id: string; upTo: number }) {
  await wallets().updateOne({ _id, 'report.id': id }, [
    {
      $set: {
        extraReported: upTo,
        report: null,
        extra: { $mergeObjects: ['$extra', { reportedAt: new Date() }] },
      },
    },
  ])
}
