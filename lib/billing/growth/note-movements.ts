import 'server-only'
import { type AccountDocument, findAccountById, type Mirror } from '../accounts/data'
import type { MovementKind } from '../schema'
import { findLastMovement, insertMovement } from './data'
import { broughtBy, stepBetween } from './movement'

/** Each try that fails has seen somebody else write; a change of currency takes two that work. */
const TRIES = 12

/**
 * Writes down how what an account brings has changed since that was last written down. Movements of an account are numbered, and a
 * number is given once: of servers that see the same change at once one writes it, and one that saw less writes nothing out of turn.
 * Whatever is read, however often and in whatever order, their sum ends as what the account brings.
 */
export async function noteMovements(accountId: AccountDocument['_id'], mirror: Mirror): Promise<void> {
  await noteEvents(accountId, mirror)
  for (let attempt = 0; attempt < TRIES; attempt++) {
    // In this order: an account that changes after it was read is read again by whoever changed it.
    const last = await findLastMovement(accountId)
    const account = await findAccountById(accountId)
    const was = { currency: last?.currency ?? null, plan: last?.plan ?? null, yearly: last?.after ?? 0 }
    const step = stepBetween(was, broughtBy(account), last === null)
    if (!step) return
    const seq = Number(last?.seq ?? 0) + 1
    await insertMovement(`${accountId.toHexString()}:${seq}`, accountId, seq, step)
  }
  throw new Error('the movements of an account could not be written')
}

/** What changes nothing that is paid: a trial that begins, one that is paid on, a payment that failed. Each is told by the truth itself. */
async function noteEvents(accountId: AccountDocument['_id'], mirror: Mirror): Promise<void> {
  const { subscriptionId, status, trialEnd, pastDueSince, plan } = mirror
  if (!subscriptionId) return
  const note = (key: string, kind: MovementKind) =>
    insertMovement(`${subscriptionId}:${key}`, accountId, 0, {
      ...{ kind, plan, fromPlan: null, currency: mirror.currency ?? '', before: 0, after: 0 },
    })
  if (trialEnd) await note('trial', 'trial_begun')
  if (trialEnd && status === 'active') await note('converted', 'trial_converted')
  if (pastDueSince) await note(`failed:${pastDueSince.toISOString()}`, 'payment_failed')
}
