import type { ObjectId } from 'mongodb'
import type { PaidBy } from '../schema'

/** A message that was taken, until it is known what became of it. */
type Pending = {
  day: string
  userId: ObjectId
  keyId?: ObjectId | null
  at: Date
  from: Exclude<PaidBy, 'plan'>
  end: Date | null
}

/** Pay-as-you-go as it was agreed to. Amounts in the smallest unit of the currency. */
export type Extra = {
  isOn: boolean
  currency: string
  perMessage: number
  ceiling: number
  /** How many messages the ceiling is. */
  most: number
  subscriptionId: string
  /** Of the subscription; null: it is no longer there. */
  itemId: string | null
  periodEnd: Date
  /** From then on nobody pays as they go. */
  until: Date
  used: number
  /** Asked for after the period has ended, before the next is known. */
  nextUsed: number
  /** When messages were last told to Stripe's meter. */
  reportedAt: Date | null
}

/** Buying packs by itself, as it was agreed to. Amounts in the smallest unit of the currency. */
export type TopUp = {
  isOn: boolean
  pack: string
  currency: string
  /** With fewer messages than that a pack is bought. */
  threshold: number
  /** For a month (UTC). */
  ceiling: number
  month: string
  spent: number
  /** A purchase that was begun. */
  attempt: {
    id: string
    amount: number
    currency: string
    messages: number
    /** The card. */
    method: string
    month: string
    at: Date
  } | null
  /** When it was last looked at whether it can be filled. */
  lookedAt?: Date
  /** Why it was switched off without being asked. */
  stopped: 'declined' | 'authentication' | null
}

export type WalletDocument = {
  _id: ObjectId
  workspaceId: ObjectId
  userId: ObjectId
  added: number
  takenBack: number
  used: number
  returns: Record<string, number>
  checkoutId: string | null
  day: string
  onDay: number
  month: string
  inMonth: number
  pending: Record<string, Pending>
  open: number
  touchedAt: Date
  extra: Extra | null
  extraSettled: number
  extraReported: number
  /** What is being told to Stripe's meter: the messages after `from`, up to `upTo`. */
  report: { id: string; from: number; upTo: number; at: Date } | null
  topUp: TopUp | null
  createdAt: Date
  updatedAt: Date
}

/** The same as `balanceOf`, for conditions on what is stored; below zero where more was taken back than is left. */
export const BALANCE = { $subtract: ['$added', { $add: ['$takenBack', '$used'] }] }

export const balanceOf = ({ added, takenBack, used }: Pick<WalletDocument, 'added' | 'takenBack' | 'used'>) =>
  Math.max(0, added - takenBack - used)

/** @returns how many messages can still be paid as one goes; null where that is off */
export function extraLeftOf(extra: Extra | null, now: Date): number | null {
  if (!extra?.isOn || extra.until <= now) return null
  return Math.max(0, extra.most - (now < extra.periodEnd ? extra.used : extra.nextUsed))
}
