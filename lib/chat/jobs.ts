import 'server-only'
import type { JobHandler } from '@/lib/jobs/server'
import { rememberJobs } from './context/remember'
import { summaryJobs } from './context/summarise'

/** The jobs of this domain by kind. */
export const chatJobs: Record<string, JobHandler> = { ...summaryJobs, ...rememberJobs }
