import 'server-only'
import { z } from 'zod'
import { ConfirmSignUp } from '@/emails/joining'
import { AppError } from '@/lib/core/errors'
import { idSchema } from '@/lib/core/id-schema'
import { newId } from '@/lib/core/ids'
import { getEnv } from '@/lib/env'
import { assertWithinRate } from '@/lib/http/rate-limit'
import type { RequestInfo } from '@/lib/http/request-info'
import { enqueueJob, type JobHandler } from '@/lib/jobs/server'
import { sendMail } from '@/lib/platform/mailer'
import { hashToken, newToken } from '@/lib/sessions/server'
import { hashNewPassword } from '../assert-hard-to-guess'
import { findUserByEmail } from '../data'
import { mailAccountExists } from '../email/mails'
import { verifyPassword } from '../passwords'
import type { SignUpInput } from '../schema'
import {
  createPendingSignUp,
  deletePendingSignUp,
  findPendingSignUp,
  setPendingToken,
  takePendingSignUp,
} from './data'
import { openAccount } from './open-account'
import { mayJoin, readSignUpRules } from './sign-up-rules'

const DAY_MS = 24 * 60 * 60 * 1000
const KIND = 'mail.confirmSignUp'
const toPending = z.object({ pendingId: idSchema })

/**
 * Keeps what somebody entered until they confirm their address. Nothing is looked up: a free address and a taken one cost the same, and
 * only the mail, which is made later, knows which it is.
 *
 * @throws AppError `invalid_input` on the field `password` when it is easy to guess; `rate_limited`
 */
export async function beginSignUp(
  { password, ...profile }: SignUpInput,
  guestId: string | null,
): Promise<void> {
  await assertWithinRate('mailAddress', profile.email)
  const pendingId = newId()
  const passwordHash = await hashNewPassword(password, [profile.name, profile.email])
  const pending = { ...profile, passwordHash, guestId: guestId ?? '' }
  await createPendingSignUp(pendingId, hashToken(newToken()), pending, new Date(Date.now() + DAY_MS))
  await enqueueJob(KIND, { pendingId })
}

/** @returns the address a link would confirm, or null when it was used or is too old. Reading it uses nothing up */
export async function readPendingSignUp(token: string): Promise<{ email: string } | null> {
  const pending = await findPendingSignUp({ tokenHash: hashToken(token) })
  return pending && { email: pending.email }
}

const tooOld = () => new AppError('invalid_input', 'This link has been used or is too old. Sign up again.')

/**
 * Makes the account, once. The password is asked for again: whoever only typed somebody else's address into the form must not get an account
 * that its owner has confirmed.
 *
 * @returns the new account's id
 * @throws AppError `invalid_input`, on the field `password` when it is another; `forbidden`; `conflict`; `rate_limited`
 */
export async function confirmSignUp(
  info: RequestInfo,
  { token, password }: { token: string; password: string },
): Promise<string> {
  const tokenHash = hashToken(token)
  await assertWithinRate('mailAnswer', tokenHash)
  const pending = await findPendingSignUp({ tokenHash })
  if (!(await verifyPassword(pending?.passwordHash, password)) && pending)
    throw new AppError('invalid_input', 'This is not the password you chose.', {
      fields: { password: 'This is not the password you chose when signing up.' },
    })
  const taken = await takePendingSignUp(tokenHash)
  if (!taken) throw tooOld()
  if (!mayJoin(await readSignUpRules(), taken.email, false))
    throw new AppError('forbidden', 'New accounts are not open to this address any more.')
  const { guestId, ...newcomer } = taken
  const userId = await openAccount(info, { ...newcomer, emailVerifiedAt: new Date() }, guestId || null)
  if (!userId) throw new AppError('conflict', 'There is an account with this address by now. Sign in.')
  return userId
}

async function sendConfirmation(payload: unknown): Promise<void> {
  const { pendingId } = toPending.parse(payload)
  const pending = await findPendingSignUp({ id: pendingId })
  if (!pending) return
  if (await findUserByEmail(pending.email)) {
    await deletePendingSignUp(pendingId)
    await mailAccountExists(pending.email)
    return
  }
  const token = newToken()
  await setPendingToken(pendingId, hashToken(token))
  const url = new URL(`/sign-up/confirm?token=${token}`, getEnv().NEXTAUTH_URL).href
  await sendMail({
    to: pending.email,
    subject: 'Confirm your address to begin with Numina',
    body: <ConfirmSignUp name={pending.name} url={url} />,
  })
}

export const joiningJobs: Record<string, JobHandler> = { [KIND]: sendConfirmation }
