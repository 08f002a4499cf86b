'use server'
import { z } from 'zod'
import { requestSignInLink } from '@/lib/accounts/server'
import { publicAction, userAction } from '@/lib/http/action'
import * as link from './enter-by-link'
import * as manage from './manage-ways'
import * as linking from './oauth/link'
import { identityRef, linkInput, linkRequestInput, providerInput, stepInput } from './schema'
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
