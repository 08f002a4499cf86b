import 'server-only'
import { z } from 'zod'
import {
  findAddressee,
  findEndingAccounts,
  findInstanceHeir,
  findSharedWorkspaces,
  giveInstance,
  giveWorkspace,
} from '@/lib/accounts/server'
import { recordSecurityEvent } from '@/lib/audit/server'
import { holdPlan, leaveBillingTo } from '@/lib/billing/server'
import { idSchema } from '@/lib/core/id-schema'
import { newId } from '@/lib/core/ids'
import { enqueueJob } from '@/lib/jobs/server'
import { log } from '@/lib/platform/log'
import type { PersonalData, Subject } from '@/lib/platform/personal-data'
import { createReceipt, findReceipt, finishReceipt } from '../data'
import { sendReceipt } from '../mails'
import { NOT_HANDED_OUT, PERSONAL_DATA } from '../registry'

export const ERASE_JOB = 'privacy.erase'

const AT_ONCE = 20
/** How long a mail server that does not answer keeps an account from being erased. */
const MAIL_PATIENCE_MS = 24 * 60 * 60 * 1000
/** Goes after everything else: what tells that there is still something to erase. */
const LAST: readonly string[] = ['users', 'jobs']

const payloadSchema = z.object({ userId: idSchema, receiptId: idSchema, requestedAt: z.iso.datetime() })

/** Asks for the erasure of every account whose days of grace are over. One job an account, however often this is called. */
export async function eraseEndingAccounts(): Promise<void> {
  for (const { userId, deletionAt } of await findEndingAccounts(AT_ONCE)) {
    const payload = { userId, receiptId: newId(), requestedAt: deletionAt.toISOString() }
    await enqueueJob(ERASE_JOB, payload, userId)
  }
}

/**
 * The job that erases an account with everything that is kept of its person. What there is is counted once, before anything goes; every
 * step is harmless to do twice, and the account itself goes last: after a crash the job goes on where it was.
 */
export async function eraseAccount(payload: unknown): Promise<void> {
  const { userId, receiptId, requestedAt } = payloadSchema.parse(payload)
  const account = await findAddressee(userId)
  if (account && !isOver(account.deletionAt)) return
  const subject = { userId, email: account?.email ?? '' }
  if (account) {
    const counts = await countOnce(subject, { receiptId, requestedAt })
    await leaveInstance(userId)
    await leaveWorkspaces(userId)
    for (const data of everything()) if (!LAST.includes(data.collection)) await data.eraseFor(subject)
    await tell(account, counts, new Date(requestedAt))
  }
  await finishReceipt(receiptId)
  for (const name of LAST)
    await everything()
      .find(({ collection }) => collection === name)
      ?.eraseFor(subject)
  log.info('account.erased', { audit: true, receiptId })
}

/** Who joined since the account was closed goes on here. Without an owner, the installation would be the next stranger's to sign up. */
async function leaveInstance(userId: string): Promise<void> {
  const heirId = await findInstanceHeir(userId)
  if (!heirId) return
  await giveInstance(userId, heirId)
  await recordSecurityEvent('role.changed', { userId: heirId, requestId: newId() })
}

/** What others go on in is theirs before anything is erased by whose it is. In this order: what was interrupted is found again. */
async function leaveWorkspaces(userId: string): Promise<void> {
  for (const { id, heirId } of await findSharedWorkspaces(userId)) {
    await leaveBillingTo(id, heirId)
    await giveWorkspace(id, userId, heirId)
    await holdPlan(id)
  }
}

const everything = (): PersonalData[] => [...PERSONAL_DATA, ...NOT_HANDED_OUT]
const isOver = (deletionAt: Date | null) => deletionAt !== null && deletionAt <= new Date()

type Counts = Record<string, number>

async function countOnce(
  subject: Subject,
  { receiptId, requestedAt }: { receiptId: string; requestedAt: string },
): Promise<Counts> {
  const before = await findReceipt(receiptId)
  if (before) return before.counts as Counts
  const counts: Counts = {}
  for (const data of everything()) counts[data.collection] = await data.countFor(subject)
  await createReceipt({ _id: receiptId, counts, requestedAt: new Date(requestedAt) })
  return counts
}

/** The mail goes out before the address is gone. @throws when it cannot be sent yet, so that the job is tried again */
async function tell(account: { name: string; email: string }, counts: Counts, dueAt: Date): Promise<void> {
  try {
    await sendReceipt(account, counts)
  } catch (error) {
    if (Date.now() - dueAt.getTime() < MAIL_PATIENCE_MS) throw error
    log.warn('an account is erased without a receipt by mail', { error })
  }
}
