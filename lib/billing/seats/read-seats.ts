import 'server-only'
import type { Ctx } from '@/lib/auth/context'
import { assertCan } from '@/lib/auth/permissions'
import { findAccount } from '../accounts/data'
import { planNamed } from '../plans/read-plans'
import type { SeatsView } from '../schema'
import { countTaken } from './data'
import { keptNow } from './seats-now'

/** @returns what Settings › Billing shows of the seats; null without a subscription that has some */
export async function readSeats(ctx: Ctx): Promise<SeatsView | null> {
  assertCan(ctx, 'billing:manage')
  const [account, taken] = await Promise.all([
    findAccount(ctx.workspaceId),
    countTaken(ctx.workspaceId, new Date()),
  ])
  if (!account || !planNamed(account.plan).hasSeats) return null
  if (account.status !== 'active' && account.status !== 'trialing') return null
  const paid = account.seats ?? 1
  const usable = Math.max(paid, keptNow(account))
  return {
    ...{ paid, usable, ...taken },
    until: usable > paid ? (account.keptSeats?.until ?? null) : null,
    canChange: account.cancelAt === null,
  }
}
