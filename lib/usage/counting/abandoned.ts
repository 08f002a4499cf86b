import 'server-only'
import { findOpenWallets } from '@/lib/billing/server'
import { pendingEntry } from '../schema'
import { findOpenCounters } from './closing'
import type { CounterDocument, Reservation } from './data'

/** Replies write down what they took as they end; whatever has been open for so long has lost its server, or takes very long. */
const ABANDONED_MS = 2 * 60_000

/** @returns messages that were let through a while ago and are still open */
export async function findAbandoned(now: Date = new Date()): Promise<Reservation[]> {
  const before = new Date(now.getTime() - ABANDONED_MS)
  const [counters, wallets] = await Promise.all([findOpenCounters(before), findOpenWallets(before)])
  // What is paid beyond the plan is open in both: its wallet tells.
  const ofPlan = counters.flatMap(entriesOf).filter(({ paidBy }) => paidBy === 'plan')
  return [...ofPlan, ...wallets.flatMap(entriesOf)].flatMap(({ at, ...message }) =>
    at < before ? [message] : [],
  )
}

type Open = {
  workspaceId: CounterDocument['workspaceId']
  pending: Record<string, Pick<CounterDocument['pending'][string], 'userId' | 'keyId' | 'from' | 'home'>>
}

function entriesOf({ workspaceId, pending }: Open) {
  const own = Object.entries(pending).filter(([, { from }]) => from !== 'elsewhere')
  return own.map(([id, entry]) => {
    const { userId, keyId, home } = entry
    const ids = {
      userId: userId.toHexString(),
      keyId: keyId?.toHexString() ?? null,
      home: home?.toHexString() ?? null,
    }
    const { from, ...message } = pendingEntry.parse({ ...entry, ...ids })
    return { ...message, id, workspaceId: workspaceId.toHexString(), paidBy: from }
  })
}
