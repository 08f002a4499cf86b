import 'server-only'
import { z } from 'zod'
import { AllowEmail, ChangeEmail, EmailChanged } from '@/emails/email-change'
import { sendMail } from '@/lib/platform/mailer'
import { findUserByEmail, findUserById } from '../data'
import { deleteMailTokens } from './data'
import { makeMailToken, UNDO_MS } from './mail-tokens'

const request = z.object({ userId: z.string(), email: z.string() })
const change = z.object({ userId: z.string(), from: z.string(), to: z.string() })

type Links = { confirm(token: string): string; undo(token: string): string }

/** Sends both mails of a change. An address that somebody has gets none: who asks cannot tell. */
export async function sendEmailChange(payload: unknown, { confirm }: Links): Promise<void> {
  const { userId, email } = request.parse(payload)
  const user = await findUserById(userId)
  if (!user || (await findUserByEmail(email))) return
  await Promise.all([deleteMailTokens(userId, 'changeEmail'), deleteMailTokens(userId, 'allowEmail')])
  const data = { newEmail: email }
  const toNew = await makeMailToken('changeEmail', { _id: userId, email }, { data })
  await sendMail({
    to: email,
    subject: 'Confirm your new address for Numina',
    body: <ChangeEmail name={user.name} newEmail={email} url={confirm(toNew.token)} />,
  })
  if (!user.emailVerifiedAt) return
  const toOld = await makeMailToken('allowEmail', user, { data })
  await sendMail({
    to: user.email,
    subject: 'Allow a new address for your Numina account',
    body: <AllowEmail name={user.name} newEmail={email} url={confirm(toOld.token)} />,
  })
}

/** Tells the old address, with a way back. */
export async function sendEmailChanged(payload: unknown, { undo }: Links): Promise<void> {
  const { userId, from, to } = change.parse(payload)
  const user = await findUserById(userId)
  if (!user) return
  const old = { _id: userId, email: from }
  const { token } = await makeMailToken('undoEmail', old, { data: { newEmail: to }, lifetimeMs: UNDO_MS })
  await sendMail({
    to: from,
    subject: 'The address of your Numina account was changed',
    body: <EmailChanged name={user.name} newEmail={to} url={undo(token)} />,
  })
}
