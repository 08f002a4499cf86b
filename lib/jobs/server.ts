import 'server-only'

export { jobData } from './personal-data'
export { enqueueJob, type JobHandler, startJobs } from './run-jobs'
