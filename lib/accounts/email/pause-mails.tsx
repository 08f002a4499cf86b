import 'server-only'
import { z } from 'zod'
import { FactorPaused, SignInPaused } from '@/emails/paused'
import { describeDevice } from '@/lib/core/device'
import { enqueueJob, type JobHandler } from '@/lib/jobs/server'
import { linkTo, momentIn } from '@/lib/platform/mail-words'
import { sendMail } from '@/lib/platform/mailer'
import { findUserByEmail } from '../data'
import { makeMailToken } from './mail-tokens'

const KIND = 'mail.paused'
const SUBJECT = {
  password: 'Somebody tries to sign in to your Numina account',
  factor: 'Somebody knows your Numina password',
} as const

const paused = z.object({
  email: z.string(),
  at: z.iso.datetime(),
  network: z.string(),
  device: z.string(),
  /** What was wrong too often. */
  what: z.enum(['password', 'factor']),
})

/**
 * Tells the owner of an address that too much was tried at their account, with a way in that nobody else has. Goes nowhere when nobody
 * has this address: whoever tries cannot tell.
 */
export async function mailPaused(
  { email, ip, userAgent }: { email: string; ip: string; userAgent: string },
  what: z.infer<typeof paused>['what'],
): Promise<void> {
  const { browser, system } = describeDevice(userAgent)
  const payload = {
    email,
    at: new Date().toISOString(),
    network: ip,
    device: `${browser} on ${system}`,
    what,
  }
  await enqueueJob(KIND, payload)
}

async function sendPaused(payload: unknown): Promise<void> {
  const { email, at, network, device, what } = paused.parse(payload)
  const user = await findUserByEmail(email)
  if (!user || user.suspendedAt) return
  const when = momentIn(user.timeZone, at)
  const from = { name: user.name, when, network, device, resetUrl: linkTo('/forgot') }
  await sendMail({
    to: user.email,
    subject: SUBJECT[what],
    body:
      what === 'factor' ? (
        <FactorPaused {...from} />
      ) : (
        <SignInPaused
          {...from}
          signInUrl={linkTo(`/sign-in/link?token=${(await makeMailToken('signIn', user)).token}`)}
        />
      ),
  })
}

export const pauseJobs: Record<string, JobHandler> = { [KIND]: sendPaused }
