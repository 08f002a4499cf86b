/** The wire types of the ways to sign in. Safe in the browser. */
import { z } from 'zod'
import { forgotInput, signUpInput } from '@/lib/accounts/schema'
import { idSchema } from '@/lib/core/id-schema'
import { passkeyAnswer } from '@/lib/factors/schema'

/** A provider the operator has set up: `id` as it is in addresses, `name` as people call it. */
export type Provider = { id: string; name: string }

/** What a way in leads to: the person is in, or has to show the second factor on a page of its own. */
export type Arrival = { next: 'in' | 'step' }

export const linkRequestInput = forgotInput.extend({ callbackUrl: z.string().max(500).optional() })
export const linkInput = z.object({ token: z.string().min(20).max(100) })
export const stepInput = z.object({
  code: z.string().trim().max(40, 'Enter the code.'),
  /** In the place of a code. */
  passkey: passkeyAnswer.optional(),
  trust: z.boolean(),
})
/** What the second step can be shown by: an app's code, and a passkey when there is a challenge for one. */
export type StepQuestion = { app: boolean; challenge: string | null }
export type StepInput = z.infer<typeof stepInput>

export const providerInput = z.object({ provider: z.string().max(40) })
export const identityRef = z.object({ id: idSchema })

/** An account at a provider that opens the person's account. */
export type IdentityDto = {
  id: string
  provider: Provider
  email: string | null
  /** ISO 8601, UTC. */
  linkedAt: string
  lastUsedAt: string | null
}

/** How the person can sign in, and what else they could link. */
export type WaysDto = {
  hasPassword: boolean
  emailVerified: boolean
  identities: IdentityDto[]
  linkable: Provider[]
  /** Of those that need no mail: the last one stays. */
  count: number
}

/** With what the person can show once more who they are. */
export type ProofsDto = Pick<WaysDto, 'hasPassword'> & { providers: Provider[] }

/** After signing up: sign in with what was entered, or look into the mail. The same for an address that has an account. */
export type Joined = { next: 'signIn' | 'mail' }

export const confirmInput = linkInput.extend({ password: z.string().min(1, 'Enter the password.').max(128) })
export const guestInput = signUpInput.pick({ timeZone: true, locale: true })
export type GuestInput = z.infer<typeof guestInput>

export const inviteInput = forgotInput.extend({ role: z.enum(['user', 'admin']) })
export type InviteInput = z.infer<typeof inviteInput>
export const invitationRef = z.object({ id: idSchema })
export const acceptInput = signUpInput.omit({ email: true }).extend(linkInput.shape)
export type AcceptInput = z.infer<typeof acceptInput>

export type InvitationDto = {
  id: string
  email: string
  role: 'user' | 'admin'
  /** Who invited; null when they are gone. */
  by: string | null
  state: 'open' | 'accepted' | 'revoked' | 'expired'
  /** ISO 8601, UTC. */
  expiresAt: string
}
