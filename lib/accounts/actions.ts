'use server'
import { z } from 'zod'
import { publicAction, userAction } from '@/lib/http/action'
import * as avatar from './avatar'
import * as profile from './profile'
import { changePasswordInput, profilePatch, signUpInput } from './schema'
import * as sessions from './sessions'
import * as accounts from './sign-up'

const nothing = z.undefined()
const avatarForm = z
  .instanceof(FormData)
  .transform((form) => form.get('file'))
  .pipe(z.instanceof(File, { error: 'Choose a picture.' }))

export const signUp = publicAction(
  { name: 'signUp', input: signUpInput, rateLimit: 'signUp' },
  accounts.signUp,
)
export const updateProfile = userAction(
  { name: 'updateProfile', input: profilePatch, rateLimit: 'write' },
  profile.updateProfile,
)
export const setAvatar = userAction(
  { name: 'setAvatar', input: avatarForm, rateLimit: 'upload' },
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
export const signOutEverywhere = userAction(
  { name: 'signOutEverywhere', input: nothing, rateLimit: 'write' },
  sessions.signOutEverywhere,
)
