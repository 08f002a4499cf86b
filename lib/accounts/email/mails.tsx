import 'server-only'
import { z } from 'zod'
import {
  AccountExists,
  FactorChanged,
  NewDevice,
  PasswordChanged,
  ResetPassword,
  VerifyEmail,
} from '@/emails/account'
import { idSchema } from '@/lib/core/id-schema'
import { enqueueJob, type JobHandler } from '@/lib/jobs/server'
import { linkTo, momentIn } from '@/lib/platform/mail-words'
import { sendMail } from '@/lib/platform/mailer'
import { findUserByEmail, findUserById } from '../data'
import { sendEmailChange, sendEmailChanged } from './email-change-mails'
import { makeMailToken } from './mail-tokens'
import { pauseJobs } from './pause-mails'
import { signInJobs } from './sign-in-mails'

/** The mails of accounts. Each is a job: it names the person, and its secrets are made when it is sent. */
const KIND = {
  verifyEmail: 'mail.verifyEmail',
  resetPassword: 'mail.resetPassword',
  passwordChanged: 'mail.passwordChanged',
  accountExists: 'mail.accountExists',
  newDevice: 'mail.newDevice',
  factorChanged: 'mail.factorChanged',
  emailChange: 'mail.emailChange',
  emailChanged: 'mail.emailChanged',
} as const

const toUser = z.object({ userId: idSchema })
const toAddress = z.object({ email: z.string() })
const changed = toUser.extend({ at: z.iso.datetime() })

const FACTOR_CHANGES = {
  'factor.added': 'an authenticator app was set up for signing in',
  'factor.removed': 'the second step of signing in was turned off',
  'factor.passkey_required': 'your password was made to need a passkey or recovery code besides it',
  'passkey.added': 'a passkey was added, which opens your account by itself',
  'passkey.removed': 'a passkey was removed',
  'factor.codes_renewed': 'new recovery codes were made, and the old ones ended',
} as const
const factorChange = changed.extend({
  change: z.enum(Object.keys(FACTOR_CHANGES) as [keyof typeof FACTOR_CHANGES]),
})

const fromDevice = changed.extend({ device: z.string(), network: z.string() })

export const mailVerification = (userId: string) => enqueueJob(KIND.verifyEmail, { userId })
/** Goes nowhere when nobody has this address: whoever asks cannot tell. */
export const mailPasswordReset = (email: string) => enqueueJob(KIND.resetPassword, { email })
export const mailPasswordChanged = (userId: string, at: Date) =>
  enqueueJob(KIND.passwordChanged, { userId, at: at.toISOString() })
export const mailAccountExists = (email: string) => enqueueJob(KIND.accountExists, { email })

export const mailNewDevice = (userId: string, at: Date, from: { device: string; network: string }) =>
  enqueueJob(KIND.newDevice, { userId, at: at.toISOString(), ...from })

export const mailFactorChanged = (userId: string, at: Date, change: keyof typeof FACTOR_CHANGES) =>
  enqueueJob(KIND.factorChanged, { userId, at: at.toISOString(), change })
export const mailEmailChange = (userId: string, email: string) =>
  enqueueJob(KIND.emailChange, { userId, email })
export const mailEmailChanged = (userId: string, change: { from: string; to: string }) =>
  enqueueJob(KIND.emailChanged, { userId, ...change })

const changeLinks = {
  confirm: (token: string) => linkTo(`/email?token=${token}`),
  undo: (token: string) => linkTo(`/email/undo?token=${token}`),
}

async function sendVerification(payload: unknown): Promise<void> {
  const user = await findUserById(toUser.parse(payload).userId)
  if (!user || user.emailVerifiedAt) return
  const { token, code } = await makeMailToken('verifyEmail', user)
  const url = linkTo(`/verify?token=${token}`)
  await sendMail({
    to: user.email,
    subject: `${code} is your Numina code`,
    body: <VerifyEmail name={user.name} url={url} code={code} />,
  })
}

async function sendPasswordReset(payload: unknown): Promise<void> {
  const user = await findUserByEmail(toAddress.parse(payload).email)
  if (!user) return
  const { token } = await makeMailToken('resetPassword', user)
  const url = linkTo(`/reset?token=${token}`)
  await sendMail({
    to: user.email,
    subject: 'Choose a new password for Numina',
    body: <ResetPassword name={user.name} url={url} />,
  })
}

async function sendPasswordChanged(payload: unknown): Promise<void> {
  const { userId, at } = changed.parse(payload)
  const user = await findUserById(userId)
  if (!user) return
  const when = momentIn(user.timeZone, at)
  await sendMail({
    to: user.email,
    subject: 'Your Numina password was changed',
    body: <PasswordChanged name={user.name} url={linkTo('/forgot')} when={when} />,
  })
}

async function sendNewDevice(payload: unknown): Promise<void> {
  const { userId, at, device, network } = fromDevice.parse(payload)
  const user = await findUserById(userId)
  if (!user) return
  const links = { sessionsUrl: linkTo('/settings/account'), resetUrl: linkTo('/forgot') }
  await sendMail({
    to: user.email,
    subject: 'A new device is signed in to your Numina account',
    body: (
      <NewDevice name={user.name} when={momentIn(user.timeZone, at)} {...{ device, network }} {...links} />
    ),
  })
}

async function sendFactorChanged(payload: unknown): Promise<void> {
  const { userId, at, change } = factorChange.parse(payload)
  const user = await findUserById(userId)
  if (!user) return
  const what = { change: FACTOR_CHANGES[change], when: momentIn(user.timeZone, at) }
  await sendMail({
    to: user.email,
    subject: 'How you sign in to Numina has changed',
    body: <FactorChanged name={user.name} url={linkTo('/forgot')} {...what} />,
  })
}

async function sendAccountExists(payload: unknown): Promise<void> {
  const user = await findUserByEmail(toAddress.parse(payload).email)
  if (!user) return
  await sendMail({
    to: user.email,
    subject: 'You have a Numina account already',
    body: <AccountExists name={user.name} signInUrl={linkTo('/sign-in')} resetUrl={linkTo('/forgot')} />,
  })
}

export const accountJobs: Record<string, JobHandler> = {
  ...signInJobs,
  ...pauseJobs,
  [KIND.verifyEmail]: sendVerification,
  [KIND.resetPassword]: sendPasswordReset,
  [KIND.passwordChanged]: sendPasswordChanged,
  [KIND.accountExists]: sendAccountExists,
  [KIND.newDevice]: sendNewDevice,
  [KIND.factorChanged]: sendFactorChanged,
  [KIND.emailChange]: (payload) => sendEmailChange(payload, changeLinks),
  [KIND.emailChanged]: (payload) => sendEmailChanged(payload, changeLinks),
}
