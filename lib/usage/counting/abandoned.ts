import 'server-only'
import type { Scope } from '@/lib/auth/context'
import { findOpenWallets } from '@/lib/billing/server'
import { pendingEntry } from '../schema'
import { findOpenCounters, type Reservation } from './data'

/** Replies write down what they took as they end; whatever has been open for so long has lost its server, or takes very long. */
const ABANDONED_MS = 2 * 60_000

/** @returns messages that were let through a while ago and are still open */
export async function findAbandoned(now: Date = new Date()): Promise<(Reservation & Scope)[]> {
  const before = new Date(now.getTime() - ABANDONED_MS)
  const open = await Promise.all([findOpenCounters(before), findOpenWallets(before)])
  return open.flat().flatMap(({ workspaceId, pending }) =>
    Object.entries(pending).flatMap(([id, entry]) => {
      const { day, userId, at, from } = pendingEntry.parse({ ...entry, userId: entry.userId.toHexString() })
      return at < before ? [{ id, day, userId, workspaceId: workspaceId.toHexString(), paidBy: from }] : []
    }),
  )
}
