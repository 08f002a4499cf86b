import 'server-only'
import { enqueueJob, type JobHandler } from '@/lib/jobs/server'
import { findStripe } from '@/lib/platform/stripe'
import { passingJobs } from './accounts/pass-on'
import { dunningJobs } from './dunning/mails'
import { reconcile } from './reconcile/reconcile'
import { topUpJobs } from './topup/mails'

const RECONCILE = 'billing.reconcile'

/** Asks for the nightly comparison with Stripe: once a day, whichever server asks first. For a timer. */
export async function orderReconciliation(now: Date = new Date()): Promise<void> {
  if (!findStripe()) return
  await enqueueJob(RECONCILE, {}, now.toISOString().slice(0, 10))
}

/** The jobs of this domain by their kind. */
export const billingJobs: Record<string, JobHandler> = {
  ...dunningJobs,
  ...topUpJobs,
  ...passingJobs,
  [RECONCILE]: async () => {
    await reconcile()
  },
}
