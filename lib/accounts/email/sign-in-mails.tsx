import 'server-only'
import { z } from 'zod'
import { SignInLink, WayChanged } from '@/emails/ways'
import { idSchema } from '@/lib/core/id-schema'
import { enqueueJob, type JobHandler } from '@/lib/jobs/server'
import { linkTo, momentIn } from '@/lib/platform/mail-words'
import { sendMail } from '@/lib/platform/mailer'
import { findUserByEmail, findUserById } from '../data'
import { makeMailToken } from './mail-tokens'

const KIND = { signInLink: 'mail.signInLink', wayChanged: 'mail.wayChanged' } as const

const linkWish = z.object({ email: z.string(), callbackUrl: z.string().nullable() })
const wayChange = z.object({
  userId: idSchema,
  at: z.iso.datetime(),
  change: z.enum(['linked', 'unlinked', 'password']),
  provider: z.string(),
})
type WayChange = Pick<z.infer<typeof wayChange>, 'change' | 'provider'>

/** Goes nowhere when nobody has this address: whoever asks cannot tell. */
export const mailSignInLink = (email: string, callbackUrl: string | undefined) =>
  enqueueJob(KIND.signInLink, { email, callbackUrl: callbackUrl ?? null })

/** @param change.provider how people call it: "Google" */
export const mailWayChanged = (userId: string, at: Date, change: WayChange) =>
  enqueueJob(KIND.wayChanged, { userId, at: at.toISOString(), ...change })

async function sendSignInLink(payload: unknown): Promise<void> {
  const { email, callbackUrl } = linkWish.parse(payload)
  const user = await findUserByEmail(email)
  if (!user || user.suspendedAt) return
  const { token } = await makeMailToken('signIn', user)
  const query = new URLSearchParams({ token, ...(callbackUrl && { callbackUrl }) })
  await sendMail({
    to: user.email,
    subject: 'Your link to sign in to Numina',
    body: <SignInLink name={user.name} url={linkTo(`/sign-in/link?${query}`)} />,
  })
}

const SAY: Record<WayChange['change'], (provider: string) => string> = {
  linked: (provider) => `your account at ${provider} was linked: it opens your Numina account from now on`,
  unlinked: (provider) =>
    `your account at ${provider} was unlinked: it does not open your Numina account any more`,
  password: () => 'a password was set for your account, which had none',
}

async function sendWayChanged(payload: unknown): Promise<void> {
  const { userId, at, change, provider } = wayChange.parse(payload)
  const user = await findUserById(userId)
  if (!user) return
  const when = momentIn(user.timeZone, at)
  const links = { securityUrl: linkTo('/settings/security'), resetUrl: linkTo('/forgot') }
  await sendMail({
    to: user.email,
    subject: 'The ways to sign in to your Numina account have changed',
    body: <WayChanged name={user.name} change={SAY[change](provider)} when={when} {...links} />,
  })
}

export const signInJobs: Record<string, JobHandler> = {
  [KIND.signInLink]: sendSignInLink,
  [KIND.wayChanged]: sendWayChanged,
}
