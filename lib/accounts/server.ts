import 'server-only'

export { getAvatar } from './avatar'
export { hasOwner, readSessionEpochs } from './data'
export { accountJobs } from './email/mails'
export { canResetPassword } from './email/reset-password'
export { loadContext } from './load-context'
export { getProfile, isAccountOpen } from './profile'
export { verifyCredentials } from './verify-credentials'
