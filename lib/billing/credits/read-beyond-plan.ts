import 'server-only'
import type { Ctx } from '@/lib/auth/context'
import { assertCan } from '@/lib/auth/permissions'
import { findEntries, toEntry } from '../ledger/data'
import { offeredPacks } from '../plans/read-plans'
import type { BeyondView } from '../schema'
import { balanceOf, findWallet } from '../wallet/data'

const MOST_ENTRIES = 50

/** @returns what Settings › Billing shows of what goes beyond the plan; null where there is nothing of it */
export async function readBeyondPlan(ctx: Ctx): Promise<BeyondView | null> {
  assertCan(ctx, 'billing:manage')
  const [wallet, entries] = await Promise.all([
    findWallet(ctx.workspaceId),
    findEntries(ctx.workspaceId, MOST_ENTRIES),
  ])
  const packs = offeredPacks()
  if (packs.length === 0 && !wallet) return null
  return { credits: wallet ? balanceOf(wallet) : 0, packs, entries: entries.map(toEntry) }
}
