import 'server-only'

export { getArchive, readArchive } from './archive/request-archive'
export { privacyJobs } from './jobs'
