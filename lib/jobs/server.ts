import 'server-only'

export { enqueueJob, type JobHandler, startJobs } from './run-jobs'
