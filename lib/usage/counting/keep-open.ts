import 'server-only'
import { touchOnWallet } from '@/lib/billing/server'
import { log } from '@/lib/platform/log'
import { touchMessage } from './closing'
import type { Reservation } from './data'

/** Well before a message counts as left behind by its server (`findAbandoned`). */
const EVERY_MS = 45_000

/** Keeps a message open for as long as it is being answered, where nothing else tells that it is. @returns what ends it */
export function keepOpen(reservation: Reservation | null): () => void {
  if (!reservation) return () => {}
  const touch = reservation.paidBy === 'plan' ? touchMessage : touchOnWallet
  const timer = setInterval(() => {
    touch(reservation).catch((error: unknown) => log.warn('a message could not be kept open', { error }))
  }, EVERY_MS)
  timer.unref()
  return () => clearInterval(timer)
}
