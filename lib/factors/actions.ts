'use server'
import { z } from 'zod'
import { publicAction, userAction } from '@/lib/http/action'
import * as manage from './manage-factor'
import * as ask from './passkeys/ask-passkey'
import * as passkeys from './passkeys/manage-passkeys'
import {
  factorCodeInput,
  newPasskeyAnswer,
  passkeyAnswer,
  passkeyName,
  passkeyRef,
  stepChallengeInput,
} from './schema'

const nothing = z.undefined()

export const offerFactor = userAction(
  { name: 'offerFactor', input: nothing, rateLimit: 'write' },
  manage.offerFactor,
)
export const confirmFactor = userAction(
  { name: 'confirmFactor', input: factorCodeInput, rateLimit: 'write' },
  manage.confirmFactor,
)
export const renewRecoveryCodes = userAction(
  { name: 'renewRecoveryCodes', input: nothing, rateLimit: 'write' },
  manage.renewRecoveryCodes,
)
export const removeFactor = userAction(
  { name: 'removeFactor', input: nothing, rateLimit: 'write' },
  manage.removeFactor,
)
export const requirePasskeyStep = userAction(
  { name: 'requirePasskeyStep', input: nothing, rateLimit: 'write' },
  manage.requirePasskeyStep,
)
export const offerPasskey = userAction(
  { name: 'offerPasskey', input: nothing, rateLimit: 'write' },
  passkeys.offerPasskey,
)
export const addPasskey = userAction(
  { name: 'addPasskey', input: newPasskeyAnswer, rateLimit: 'write' },
  passkeys.addPasskey,
)
export const renamePasskey = userAction(
  { name: 'renamePasskey', input: passkeyName, rateLimit: 'write' },
  passkeys.renamePasskey,
)
export const removePasskey = userAction(
  { name: 'removePasskey', input: passkeyRef, rateLimit: 'write' },
  passkeys.removePasskey,
)
export const askForSignIn = publicAction(
  { name: 'askForSignIn', input: nothing, rateLimit: 'passkey' },
  ask.askForSignIn,
)
export const askForFactor = publicAction(
  { name: 'askForFactor', input: stepChallengeInput, rateLimit: 'passkey' },
  ask.askForFactor,
)
export const askForProof = userAction(
  { name: 'askForProof', input: nothing, rateLimit: 'write' },
  ask.askForProof,
)
export const proveByPasskey = userAction(
  { name: 'proveByPasskey', input: passkeyAnswer, rateLimit: 'write' },
  ask.proveByPasskey,
)
