import 'server-only'
import type { Ctx } from '@/lib/auth/context'
import { assertCan } from '@/lib/auth/permissions'
import { findAccount } from '../accounts/data'
import { extraView } from '../extra/read-extra'
import { findEntries, toEntry } from '../ledger/data'
import { offeredPacks } from '../plans/read-plans'
import type { BeyondView } from '../schema'
import { balanceOf } from '../stored/data'
import { topUpView } from '../topup/agree'
import { findWallet } from '../wallet/data'

const MOST_ENTRIES = 50

/** @returns what Settings › Billing shows of what goes beyond the plan; null where there is nothing of it */
export async function readBeyondPlan(ctx: Ctx): Promise<BeyondView | null> {
  assertCan(ctx, 'billing:manage')
  const [wallet, account, entries] = await Promise.all([
    findWallet(ctx.workspaceId),
    findAccount(ctx.workspaceId),
    findEntries(ctx.workspaceId, MOST_ENTRIES),
  ])
  const packs = offeredPacks()
  const extra = extraView(account, wallet?.extra ?? null)
  if (packs.length === 0 && !wallet && !extra) return null
  return {
    credits: wallet ? balanceOf(wallet) : 0,
    packs,
    extra,
    topUp: topUpView(wallet, new Date()),
    entries: entries.map(toEntry),
  }
}
