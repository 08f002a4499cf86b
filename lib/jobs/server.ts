import 'server-only'

export { jobData } from './personal-data'
export { cancelJobs, enqueueJob, type JobHandler, startJobs } from './run-jobs'
