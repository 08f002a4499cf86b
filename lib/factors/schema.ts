/** The wire types of the second factor and of passkeys. Safe in the browser. */
import type {
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/server'
import { z } from 'zod'
import { idSchema } from '@/lib/core/id-schema'

/** `hasApp`, and how many passkeys: by what the second step can be shown when it is on. */
export type FactorState = { isOn: boolean; hasApp: boolean; passkeys: number; recoveryCodesLeft: number }

/** What an authenticator app needs: a picture of the address (a data URL), and the secret to type. */
export type TotpOffer = { picture: string; secret: string }

const code = z
  .string()
  .transform((text) => text.replace(/[\s-]/g, '').toLowerCase())
  .pipe(z.string().min(6, 'Enter the six digits.').max(20, 'Enter the six digits.'))

export const factorCodeInput = z.object({ code })

export type PasskeyDto = {
  id: string
  name: string
  /** It is kept in an account of its maker (a password manager), and not lost with the device. */
  isBackedUp: boolean
  /** ISO 8601, UTC. */
  createdAt: string
  lastUsedAt: string | null
}

/** What the browser asks an authenticator. */
export type PasskeyQuestion = PublicKeyCredentialRequestOptionsJSON
export type NewPasskeyQuestion = PublicKeyCredentialCreationOptionsJSON

const bytes = (most: number) =>
  z
    .string()
    .max(most)
    .regex(/^[\w-]*$/)
const credential = { id: bytes(1400), rawId: bytes(1400), type: z.literal('public-key') }

/** What an authenticator answers, as the browser writes it in JSON. */
export const passkeyAnswer = z.object({
  ...credential,
  response: z.object({
    clientDataJSON: bytes(4000),
    authenticatorData: bytes(4000),
    signature: bytes(4000),
    userHandle: bytes(100).optional(),
  }),
})
export type PasskeyAnswer = z.infer<typeof passkeyAnswer>

export const newPasskeyAnswer = z.object({
  ...credential,
  response: z.object({
    clientDataJSON: bytes(4000),
    attestationObject: bytes(20_000),
    transports: z.array(z.string().max(20)).max(10).optional(),
  }),
})
export type NewPasskeyAnswer = z.infer<typeof newPasskeyAnswer>

export const stepChallengeInput = z.object({ challenge: bytes(100).min(20) })
export const passkeyRef = z.object({ id: idSchema })
export const passkeyName = passkeyRef.extend({
  name: z.string().trim().min(1, 'Give it a name.').max(60, 'Use at most 60 characters.'),
})
