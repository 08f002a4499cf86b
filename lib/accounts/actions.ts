'use server'
import { z } from 'zod'
import { publicAction, userAction } from '@/lib/http/action'
import * as avatar from './avatar'
import * as changing from './email/change-email'
import * as resetting from './email/reset-password'
import * as verifying from './email/verify-email'
import * as ending from './ending/hand-over'
import * as passwords from './joining/set-password'
import * as profile from './profile'
import * as proof from './proof'
import * as rest from './rest'
import {
  changeEmailInput,
  changePasswordInput,
  editProfileInput,
  forgotInput,
  handOverInput,
  mailTokenInput,
  pictureForm,
  profilePatch,
  proofInput,
  resetInput,
  restInput,
  setPasswordInput,
  verifyCodeInput,
  welcomeInput,
} from './schema'
import * as sessions from './sessions'

const nothing = z.undefined()

export const updateProfile = userAction(
  { name: 'updateProfile', input: profilePatch, rateLimit: 'write' },
  profile.updateProfile,
)
export const editProfile = userAction(
  { name: 'editProfile', input: editProfileInput, rateLimit: 'write' },
  profile.editProfile,
)
export const keepWelcome = userAction(
  { name: 'keepWelcome', input: welcomeInput, rateLimit: 'write' },
  profile.keepWelcome,
)
export const changeRest = userAction(
  { name: 'changeRest', input: restInput, rateLimit: 'write' },
  rest.changeRest,
)
export const setAvatar = userAction(
  { name: 'setAvatar', input: pictureForm, rateLimit: 'upload' },
  avatar.setAvatar,
)
export const removeAvatar = userAction(
  { name: 'removeAvatar', input: nothing, rateLimit: 'write' },
  avatar.removeAvatar,
)
export const changePassword = userAction(
  { name: 'changePassword', input: changePasswordInput, rateLimit: 'changePassword' },
  sessions.changePassword,
)
export const setPassword = userAction(
  { name: 'setPassword', input: setPasswordInput, rateLimit: 'changePassword' },
  passwords.setPassword,
)
export const signOutEverywhere = userAction(
  { name: 'signOutEverywhere', input: nothing, rateLimit: 'write' },
  sessions.signOutEverywhere,
)
export const handOver = userAction(
  { name: 'handOver', input: handOverInput, rateLimit: 'changePassword' },
  ending.handOver,
)
export const requestPasswordReset = publicAction(
  { name: 'requestPasswordReset', input: forgotInput, rateLimit: 'mailAsker' },
  resetting.requestPasswordReset,
)
export const resetPassword = publicAction(
  { name: 'resetPassword', input: resetInput, rateLimit: 'mailAnswer' },
  resetting.resetPassword,
)
export const requestVerification = userAction(
  { name: 'requestVerification', input: nothing, rateLimit: 'mailAddress' },
  verifying.requestVerification,
)
export const verifyByCode = userAction(
  { name: 'verifyByCode', input: verifyCodeInput, rateLimit: 'mailAnswer' },
  verifying.verifyByCode,
)
export const verifyByLink = publicAction(
  { name: 'verifyByLink', input: mailTokenInput, rateLimit: 'mailAnswer' },
  verifying.verifyByLink,
)
export const proveByPassword = userAction(
  { name: 'proveByPassword', input: proofInput, rateLimit: 'write' },
  proof.proveByPassword,
)
export const requestEmailChange = userAction(
  { name: 'requestEmailChange', input: changeEmailInput, rateLimit: 'write' },
  changing.requestEmailChange,
)
export const confirmEmailChange = publicAction(
  { name: 'confirmEmailChange', input: mailTokenInput, rateLimit: 'mailAnswer' },
  changing.confirmEmailChange,
)
export const undoEmailChange = publicAction(
  { name: 'undoEmailChange', input: mailTokenInput, rateLimit: 'mailAnswer' },
  changing.undoEmailChange,
)
