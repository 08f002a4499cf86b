import 'server-only'

export { getArchive, readArchive } from './archive/request-archive'
export { eraseEndingAccounts } from './erasure/erase-account'
export { previewDeletion } from './erasure/request-deletion'
export { privacyJobs, privacyJobsOfOpenAccounts } from './jobs'
export { deleteOldConversations, getRetention } from './retention/retention'
