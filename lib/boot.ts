import 'server-only'
import { accountJobs, joiningJobs, letStaleGuestsGo, whileOpen } from '@/lib/accounts/server'
import { assistantJobs } from '@/lib/assistants/server'
import {
  billingJobs,
  orderReconciliation,
  prepareLocalStripe,
  reportExtra,
  topUpLow,
} from '@/lib/billing/server'
import {
  chatJobs,
  type PurgeOf,
  type PurgeOfMessages,
  purgeConversations,
  purgeMessages,
  reapStaleReplies,
  settleAbandonedReplies,
} from '@/lib/chat/server'
import { getEnv } from '@/lib/env'
import { rotateTotpSecrets } from '@/lib/factors/server'
import { interruptAll, purgeTemporary, stopOfBanned } from '@/lib/generations/server'
import { purgeReadings, purgeReadingsOf } from '@/lib/insight/server'
import { startJobs } from '@/lib/jobs/server'
import {
  closeHub,
  closeListeners,
  flushEvents,
  PING_EVERY_MS,
  pingListeners,
  takeUpgrade,
} from '@/lib/live/server'
import { memoryJobs, purgeForgotten, purgeNotes, purgeNotesOf } from '@/lib/memory/server'
import { rotateSecrets } from '@/lib/models/server'
import { peopleJobs } from '@/lib/people/server'
import { closeDatabase } from '@/lib/platform/db'
import { log } from '@/lib/platform/log'
import { closeMailer } from '@/lib/platform/mailer'
import {
  deleteOldConversations,
  eraseEndingAccounts,
  privacyJobs,
  privacyJobsOfOpenAccounts,
} from '@/lib/privacy/server'
import { quoteJobs } from '@/lib/quotes/server'
import { closeEndedSessions } from '@/lib/sessions/server'
import { teamJobs } from '@/lib/teams/server'
import { reapImports } from '@/lib/transfer/server'
import { flushUsage } from '@/lib/usage/server'
import { invitationJobs } from '@/lib/ways/server'

const REAP_EVERY_MS = 5_000
const PURGE_EVERY_MS = 5_000
const GUESTS_EVERY_MS = 10 * 60 * 1000
const REAP_IMPORTS_EVERY_MS = 15_000
const ERASE_EVERY_MS = 60_000
const RETENTION_EVERY_MS = 60 * 60_000
/** Readers of a temporary reply on other servers have seen its end by then. */
const TEMPORARY_KEPT_MS = 30_000
/** What other domains keep of a conversation and remove when it is deleted for good. */
const PURGES: readonly PurgeOf[] = [purgeReadingsOf, purgeNotesOf]
/** The same of a message. */
const PURGES_OF_MESSAGES: readonly PurgeOfMessages[] = [purgeReadings, purgeNotes]
const RECONCILE_EVERY_MS = 60 * 60_000
const SETTLE_EVERY_MS = 30_000
const REPORT_EVERY_MS = 60_000
const SESSIONS_EVERY_MS = 3_000
const UPGRADE = Symbol.for('numina.upgrade')
const STOPPING = Symbol.for('numina.stopping')
const SHUTDOWN = Symbol.for('numina.shutdown')

/** How server.ts is told what to call. */
type Seams = {
  [UPGRADE]?: typeof takeUpgrade
  [STOPPING]?: (() => void)[]
  [SHUTDOWN]?: (() => Promise<void>)[]
}

/** Starts what runs beside requests in a server process, and tells server.ts how to end it. */
export function startServer(): void {
  getEnv()
  const timers = [
    every(REAP_EVERY_MS, 'reaping', reapStaleReplies),
    every(PURGE_EVERY_MS, 'purging', purge),
    every(RECONCILE_EVERY_MS, 'ordering the comparison with Stripe', () => orderReconciliation()),
    every(SETTLE_EVERY_MS, 'settling usage', settleAbandonedReplies),
    every(REPORT_EVERY_MS, 'telling Stripe of usage', () => reportExtra()),
    every(REPORT_EVERY_MS, 'buying messages by themselves', () => topUpLow()),
    every(SESSIONS_EVERY_MS, 'closing ended sessions', closeEndedSessions),
    every(SESSIONS_EVERY_MS, 'stopping replies of banned people', stopOfBanned),
    setInterval(pingListeners, PING_EVERY_MS).unref(),
    every(ERASE_EVERY_MS, 'erasing accounts', eraseEndingAccounts),
    every(RETENTION_EVERY_MS, 'deleting old conversations', deleteOldConversations),
    every(REAP_IMPORTS_EVERY_MS, 'reaping imports', reapImports),
    every(GUESTS_EVERY_MS, 'letting stale guests go', () => letStaleGuestsGo()),
  ]
  void prepareLocalStripe()
  for (const rotate of [rotateSecrets, rotateTotpSecrets])
    void rotate().catch((error) => log.warn('rotating secrets failed', { error }))
  const jobs = {
    ...accountJobs,
    ...assistantJobs,
    ...billingJobs,
    ...joiningJobs,
    ...invitationJobs,
    ...peopleJobs,
    ...quoteJobs,
    ...teamJobs,
    ...privacyJobs,
    ...whileOpen(privacyJobsOfOpenAccounts),
  }
  const stopJobs = startJobs(jobs, whileOpen({ ...chatJobs, ...memoryJobs }))
  const stop = async () => {
    for (const timer of timers) clearInterval(timer)
    await Promise.all([interruptAll(), stopJobs()])
    await Promise.all([flushEvents(), flushUsage()])
    await closeHub()
    closeMailer()
    await closeDatabase()
  }
  const seams = globalThis as Seams
  seams[UPGRADE] = takeUpgrade
  seams[STOPPING] = [...(seams[STOPPING] ?? []), closeListeners]
  seams[SHUTDOWN] = [...(seams[SHUTDOWN] ?? []), stop]
}

async function purge(): Promise<void> {
  await purgeConversations(PURGES)
  await purgeMessages(PURGES_OF_MESSAGES)
  await purgeForgotten()
  await purgeTemporary(new Date(Date.now() - TEMPORARY_KEPT_MS))
}

/** Does something now and then again and again, never twice at once. A failure is logged, and the next turn comes. */
function every(ms: number, name: string, work: () => Promise<unknown>): NodeJS.Timeout {
  let working = false
  const turn = async () => {
    if (working) return
    working = true
    await work().catch((error) => log.warn(`${name} failed`, { error }))
    working = false
  }
  void turn()
  return setInterval(() => void turn(), ms).unref()
}
