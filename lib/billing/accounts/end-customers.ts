import 'server-only'
import { storedId } from '@/lib/platform/personal-data'
import { findStripe, isMissing } from '@/lib/platform/stripe'
import { convergeExtra } from '../extra/converge-extra'
import { noteMovements } from '../growth/note-movements'
import { closeTopUp } from '../topup/data'
import {
  type AccountDocument,
  dropAccount,
  findAccount,
  giveAccount,
  NOTHING,
  readAccountsOfOwner,
  writeMirror,
} from './data'
import { billTheRest } from './last-invoice'

/**
 * Ends what is paid for the workspaces a person owns, and has Stripe forget the person: nobody pays for an account that is gone.
 *
 * @throws what Stripe throws: the erasure is tried again
 */
export async function endCustomersOf(userId: string): Promise<void> {
  for (const account of await readAccountsOfOwner(storedId(userId))) await endCustomer(account)
}

/** Ends what is paid for a workspace, and forgets its account; its figures end first. @throws what Stripe throws */
export async function endBillingOf(workspaceId: string): Promise<void> {
  const account = await findAccount(workspaceId)
  if (!account) return
  await endPaying(account)
  await dropAccount(account._id)
}

/**
 * The owner of a workspace goes, and somebody else owns it from now on: what the one who goes pays for it ends. What is prepaid, and a
 * plan that was given, stay with the workspace.
 *
 * @throws what Stripe throws
 */
export async function leaveBillingTo(workspaceId: string, heirId: string): Promise<void> {
  const account = await findAccount(workspaceId)
  if (!account) return
  await endPaying(account)
  await convergeExtra(workspaceId, NOTHING, null, new Date())
  await giveAccount(workspaceId, heirId)
}

async function endPaying(account: AccountDocument): Promise<void> {
  await endCustomer(account)
  await writeMirror(account._id, NOTHING, null, new Date())
  await noteMovements(account._id, NOTHING)
}

async function endCustomer(account: AccountDocument): Promise<void> {
  const [workspaceId, { customerId }] = [account.workspaceId.toHexString(), account]
  await closeTopUp(workspaceId)
  const stripe = findStripe()
  if (!stripe || !customerId) return
  await billTheRest(stripe, { workspaceId, customerId })
  try {
    await stripe.customers.del(customerId)
  } catch (error) {
    if (!isMissing(error)) throw error
  }
}
