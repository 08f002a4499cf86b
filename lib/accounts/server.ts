import 'server-only'

export { hashNewPassword } from './assert-hard-to-guess'
export { getAvatar, removePicture, requirePicture, storePicture } from './avatar'
export {
  countWaysIn,
  findContacts,
  findHomeMembership as findHomeOf,
  findMemberships,
  findNames as userNames,
  findUserByEmail as findAccountByEmail,
  findUserById as findAccount,
} from './data'
export { accountJobs, mailFactorChanged, mailNewDevice } from './email/mails'
export { mailPaused } from './email/pause-mails'
export { canResetPassword } from './email/reset-password'
export { readSignInLink, requestSignInLink, spendSignInLink } from './email/sign-in-link'
export { mailWayChanged } from './email/sign-in-mails'
export {
  clearDeletion,
  findEndingAccounts,
  findInstanceHeir,
  findRetention,
  findSharedWorkspaces,
  giveInstance,
  giveWorkspace,
  readRetentions,
  setDeletion,
  setRetention,
} from './ending/data'
export { findToHandOver } from './ending/hand-over'
export { findAddressee, findSubject } from './ending/subject'
export { whileOpen } from './ending/while-open'
export { forgiveSignIns } from './guard-sign-in'
export { letStaleGuestsGo, openGuest } from './joining/guests'
export { openAccount } from './joining/open-account'
export { beginSignUp, confirmSignUp, joiningJobs, readPendingSignUp } from './joining/pending-sign-up'
export { mayJoin, readSignUpRules, type SignUpRules } from './joining/sign-up-rules'
export { accountAtHand, loadClosingContext, loadContext, loadKeyContext, mayEnter } from './load-context'
export {
  findAccounts,
  findInstanceOwners,
  findManagedAccount,
  type ManagedAccount,
  setInstanceRole,
  setSuspension,
} from './managing/data'
export { accountData, accountItself } from './personal-data'
export { getProfile, isAccountOpen, profileAtHand } from './profile'
export { assertFreshProof } from './proof'
export { signUp } from './sign-up'
export { findOwnedTeams, findTeamNames } from './teams/data'
export { verifyCredentials } from './verify-credentials'
