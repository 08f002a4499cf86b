import 'server-only'
import { z } from 'zod'
import { ConfirmSignUp } from '@/emails/joining'
import {
  createChallenge,
  deleteChallenge,
  findChallenge,
  setChallengeToken,
  takeChallenge,
} from '@/lib/challenges/server'
import { AppError } from '@/lib/core/errors'
import { idSchema } from '@/lib/core/id-schema'
import { newId } from '@/lib/core/ids'
import { assertWithinRate } from '@/lib/http/rate-limit'
import type { RequestInfo } from '@/lib/http/request-info'
import { enqueueJob, type JobHandler } from '@/lib/jobs/server'
import { linkTo } from '@/lib/platform/mail-words'
import { sendMail } from '@/lib/platform/mailer'
import { hashToken, newToken } from '@/lib/platform/secrets'
import { hashNewPassword } from '../assert-hard-to-guess'
import { findUserByEmail } from '../data'
import { mailAccountExists } from '../email/mails'
import { verifyPassword } from '../passwords'
import type { SignUpInput } from '../schema'
import { openAccount } from './open-account'
import { mayJoin, readSignUpRules } from './sign-up-rules'

const DAY_MS = 24 * 60 * 60 * 1000
const KIND = 'mail.confirmSignUp'
const toPending = z.object({ pendingId: idSchema })
/** What somebody entered to sign up. The account is made when the address is confirmed. `guestId`: the guest who becomes it; or empty. */
const pendingSignUp = z.object({
  name: z.string(),
  email: z.string(),
  passwordHash: z.string(),
  timeZone: z.string(),
  locale: z.string(),
  guestId: z.string(),
})
type PendingSignUp = z.infer<typeof pendingSignUp>

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
  const data: PendingSignUp = { ...profile, passwordHash, guestId: guestId ?? '' }
  await createChallenge({
    _id: pendingId,
    kind: 'signUp',
    userId: guestId,
    tokenHash: hashToken(newToken()),
    data,
    expiresAt: new Date(Date.now() + DAY_MS),
  })
  await enqueueJob(KIND, { pendingId })
}

async function findPending(by: { id: string } | { tokenHash: string }): Promise<PendingSignUp | null> {
  const found = await findChallenge('signUp', by)
  return found && pendingSignUp.parse(found.data)
}

/** @returns the address a link would confirm, or null when it was used or is too old. Reading it uses nothing up */
export async function readPendingSignUp(token: string): Promise<{ email: string } | null> {
  const pending = await findPending({ tokenHash: hashToken(token) })
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
  const pending = await findPending({ tokenHash })
  if (!(await verifyPassword(pending?.passwordHash, password)) && pending)
    throw new AppError('invalid_input', 'This is not the password you chose.', {
      fields: { password: 'This is not the password you chose when signing up.' },
    })
  const taken = await takeChallenge('signUp', tokenHash)
  if (!taken) throw tooOld()
  const { guestId, ...newcomer } = pendingSignUp.parse(taken.data)
  if (!mayJoin(await readSignUpRules(), newcomer.email, false))
    throw new AppError('forbidden', 'New accounts are not open to this address any more.')
  const userId = await openAccount(info, { ...newcomer, emailVerifiedAt: new Date() }, guestId || null)
  if (!userId) throw new AppError('conflict', 'There is an account with this address by now. Sign in.')
  return userId
}

async function sendConfirmation(payload: unknown): Promise<void> {
  const { pendingId } = toPending.parse(payload)
  const pending = await findPending({ id: pendingId })
  if (!pending) return
  if (await findUserByEmail(pending.email)) {
    await deleteChallenge('signUp', pendingId)
    await mailAccountExists(pending.email)
    return
  }
  const token = newToken()
  await setChallengeToken('signUp', pendingId, hashToken(token))
  const url = linkTo(`/sign-up/confirm?token=${token}`)
  await sendMail({
    to: pending.email,
    subject: 'Confirm your address to begin with Numina',
    body: <ConfirmSignUp name={pending.name} url={url} />,
  })
}

export const joiningJobs: Record<string, JobHandler> = { [KIND]: sendConfirmation }
