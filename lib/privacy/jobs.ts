import 'server-only'
import type { JobHandler } from '@/lib/jobs/server'
import { makeArchive } from './archive/make-archive'
import { ARCHIVE_JOB } from './archive/request-archive'
import { ERASE_JOB, eraseAccount } from './erasure/erase-account'
import { privacyMails } from './mails'
import { deleteOldOf, RETENTION_JOB } from './retention/retention'

/** The jobs of this domain by kind. */
export const privacyJobs: Record<string, JobHandler> = { ...privacyMails, [ERASE_JOB]: eraseAccount }

/** Those that are not done for an account that is being deleted. */
export const privacyJobsOfOpenAccounts: Record<string, JobHandler> = {
  [ARCHIVE_JOB]: makeArchive,
  [RETENTION_JOB]: deleteOldOf,
}
