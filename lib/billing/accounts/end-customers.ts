import 'server-only'
import { storedId } from '@/lib/platform/personal-data'
import { findStripe, isMissing } from '@/lib/platform/stripe'
import { readAccountsOfOwner } from './data'

/**
 * Ends what is paid for the workspaces a person owns, and has Stripe forget the person: nobody pays for an account that is gone.
 *
 * @throws what Stripe throws: the erasure is tried again
 */
export async function endCustomersOf(userId: string): Promise<void> {
  const stripe = findStripe()
  if (!stripe) return
  for (const { customerId } of await readAccountsOfOwner(storedId(userId))) {
    if (!customerId) continue
    try {
      await stripe.customers.del(customerId)
    } catch (error) {
      if (!isMissing(error)) throw error
    }
  }
}
