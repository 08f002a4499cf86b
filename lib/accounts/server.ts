import 'server-only'

export { getAvatar } from './avatar'
export { hasOwner } from './data'
export { accountJobs, mailNewDevice } from './email/mails'
export { canResetPassword } from './email/reset-password'
export { loadContext } from './load-context'
export { getProfile, isAccountOpen } from './profile'
export { verifyCredentials } from './verify-credentials'
