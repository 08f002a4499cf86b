import 'server-only'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Scope } from '@/lib/auth/context'
import { closeOnWallet } from '@/lib/billing/server'
import { log } from '@/lib/platform/log'
import { insertUsageEvents, type UsageEvent } from '../events/data'
import { closeMessages } from './closing'
import type { Reservation } from './data'

/** How a message ended that was let through. `counts`: false gives it back. */
type Closing = Reservation & { counts: boolean }
type Written = { event: (UsageEvent & Scope) | null; closing: Closing | null }
/** A call as it is told; what paid for it is known from its message. */
type Call = Omit<UsageEvent, 'paidBy'>
type Book = { waiting: Written[]; writing: Promise<void> | null }

/** What ends together is written together: two commands for however many replies. */
const GATHER_MS = 100
const TRIES = 5
const store = globalThis as typeof globalThis & { numinaUsage?: Book }

function book(): Book {
  store.numinaUsage ??= { waiting: [], writing: null }
  return store.numinaUsage
}

/**
 * Writes down what a call of a model took, and closes the message that was let through for it. Nobody waits for it: what a dying
 * server does not get written is found out from the reply (`findAbandoned`).
 *
 * @param closing null: the call was for no message that counts
 */
export function settle(scope: Scope, event: Call | null, closing: Closing | null): void {
  const { workspaceId, userId } = scope
  const state = book()
  const paidBy = closing?.counts ? closing.paidBy : null
  state.waiting.push({ event: event && { ...event, paidBy, workspaceId, userId }, closing })
  state.writing ??= write(state)
}

/** Resolves when everything settled so far is written. */
export async function flushUsage(): Promise<void> {
  await book().writing
}

async function write(state: Book): Promise<void> {
  let failures = 0
  while (state.waiting.length > 0) {
    await sleep(GATHER_MS * 2 ** failures)
    const batch = state.waiting.splice(0)
    try {
      // The event first: a message that is closed has been written down.
      await insertUsageEvents(batch.flatMap(({ event }) => event ?? []))
      const closings = batch.flatMap(({ closing }) => closing ?? [])
      await closeMessages(closings)
      await closeOnWallet(closings.filter(({ paidBy }) => paidBy !== 'plan'))
      failures = 0
    } catch (error) {
      failures += 1
      log.warn('usage could not be written', { count: batch.length, failures, error })
      // Writing twice does no harm. What is given up here is found out from the replies.
      if (failures < TRIES) state.waiting.unshift(...batch)
      else failures = 0
    }
  }
  state.writing = null
}
