import 'server-only'
import type { JobHandler } from '@/lib/jobs/server'
import { deletionJobs } from './erasure/delete-team'
import { leavingJobs } from './erasure/erase-left'
import { teamMails } from './mails'

/** The jobs of this domain by kind. */
export const teamJobs: Record<string, JobHandler> = { ...teamMails, ...leavingJobs, ...deletionJobs }
