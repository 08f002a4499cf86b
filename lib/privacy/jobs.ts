import 'server-only'
import type { JobHandler } from '@/lib/jobs/server'
import { makeArchive } from './archive/make-archive'
import { ARCHIVE_JOB } from './archive/request-archive'
import { privacyMails } from './mails'

/** The jobs of this domain by kind. */
export const privacyJobs: Record<string, JobHandler> = { ...privacyMails, [ARCHIVE_JOB]: makeArchive }
