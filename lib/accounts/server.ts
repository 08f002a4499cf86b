import 'server-only'

export { getAvatar, removePicture, requirePicture, storePicture } from './avatar'
export { findNames as userNames, findUserById as findAccount, hasOwner } from './data'
export { accountJobs, mailFactorChanged, mailNewDevice } from './email/mails'
export { mailPaused } from './email/pause-mails'
export { canResetPassword } from './email/reset-password'
export { readSignInLink, requestSignInLink, spendSignInLink } from './email/sign-in-link'
export { mailWayChanged } from './email/sign-in-mails'
export {
  clearDeletion,
  findEndingAccounts,
  findRetention,
  readRetentions,
  setDeletion,
  setRetention,
} from './ending/data'
export { findToHandOver } from './ending/hand-over'
export { findAddressee, findSubject } from './ending/subject'
export { whileOpen } from './ending/while-open'
export { forgiveSignIns } from './guard-sign-in'
export { openAccount } from './joining/open-account'
export { loadClosingContext, loadContext, mayEnter } from './load-context'
export { accountData, accountItself } from './personal-data'
export { getProfile, isAccountOpen } from './profile'
export { assertFreshProof } from './proof'
export { verifyCredentials } from './verify-credentials'
