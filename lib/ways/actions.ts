'use server'
import { z } from 'zod'
import { signUpInput } from '@/lib/accounts/schema'
import { requestSignInLink } from '@/lib/accounts/server'
import { publicAction, userAction } from '@/lib/http/action'
import * as link from './enter-by-link'
import * as guests from './guests/enter-as-guest'
import * as accepting from './invitations/accept'
import * as inviting from './invitations/invite'
import * as joining from './join'
import * as manage from './manage-ways'
import * as linking from './oauth/link'
import {
  acceptInput,
  confirmInput,
  guestInput,
  identityRef,
  invitationRef,
  inviteInput,
  linkInput,
  linkRequestInput,
  providerInput,
  stepInput,
} from './schema'
import * as step from './second-step'

export const askForSignInLink = publicAction(
  { name: 'askForSignInLink', input: linkRequestInput, rateLimit: 'mailAsker' },
  requestSignInLink,
)
export const enterByLink = publicAction(
  { name: 'enterByLink', input: linkInput, rateLimit: 'mailAnswer' },
  link.enterByLink,
)
export const takeSecondStep = publicAction(
  { name: 'takeSecondStep', input: stepInput, rateLimit: 'mailAnswer' },
  step.takeSecondStep,
)
export const beginLinking = userAction(
  { name: 'beginLinking', input: providerInput, rateLimit: 'write' },
  linking.beginLinking,
)
export const unlinkIdentity = userAction(
  { name: 'unlinkIdentity', input: identityRef, rateLimit: 'write' },
  linking.unlinkIdentity,
)
export const listProofs = userAction(
  { name: 'listProofs', input: z.undefined(), rateLimit: 'write' },
  manage.listProofs,
)
export const join = publicAction({ name: 'join', input: signUpInput, rateLimit: 'signUp' }, joining.join)
export const confirmJoining = publicAction(
  { name: 'confirmJoining', input: confirmInput, rateLimit: 'mailAnswer' },
  joining.enterByConfirming,
)
export const enterAsGuest = publicAction(
  { name: 'enterAsGuest', input: guestInput, rateLimit: 'guestStart' },
  guests.enterAsGuest,
)
export const acceptInvitation = publicAction(
  { name: 'acceptInvitation', input: acceptInput, rateLimit: 'mailAnswer' },
  accepting.enterByInvitation,
)
export const invite = userAction({ name: 'invite', input: inviteInput, rateLimit: 'write' }, inviting.invite)
export const revokeInvitation = userAction(
  { name: 'revokeInvitation', input: invitationRef, rateLimit: 'write' },
  inviting.revoke,
)
