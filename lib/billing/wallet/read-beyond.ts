import 'server-only'
import type { Ctx } from '@/lib/auth/context'
import { findStripe } from '@/lib/platform/stripe'
import { extras, offeredPacks } from '../plans/read-plans'
import { balanceOf, extraLeftOf, type WalletDocument } from '../stored/data'
import { findWallet } from './data'

/** What pays once the plan is used up, and what could. */
export type Beyond = {
  credits: number
  /** How many can still be paid as one goes; null where that is off. */
  extraLeft: number | null
  /** Prepaid messages can be bought here. */
  canBuy: boolean
  /** Pay-as-you-go can be switched on. */
  canAgree: boolean
  /** Packs are no longer bought by themselves, since the card was refused. */
  isTopUpStopped: boolean
  /** What was taken from the wallet on this day and in its month. */
  taken: { day: number; month: number }
}

/** @param day YYYY-MM-DD where the person is */
export async function readBeyond(
  { workspaceId, plan }: Pick<Ctx, 'workspaceId' | 'plan'>,
  day: string,
  now: Date = new Date(),
): Promise<Beyond> {
  const wallet = await findWallet(workspaceId)
  return {
    credits: wallet ? balanceOf(wallet) : 0,
    extraLeft: extraLeftOf(wallet?.extra ?? null, now),
    canBuy: offeredPacks().length > 0,
    canAgree: plan !== null && !wallet?.extra?.isOn && extras().perMessage !== null && findStripe() !== null,
    isTopUpStopped: wallet?.topUp?.stopped != null,
    taken: takenOf(wallet, day),
  }
}

function takenOf(wallet: WalletDocument | null, day: string): Beyond['taken'] {
  return {
    day: wallet?.day === day ? wallet.onDay : 0,
    month: wallet?.month === day.slice(0, 7) ? wallet.inMonth : 0,
  }
}
