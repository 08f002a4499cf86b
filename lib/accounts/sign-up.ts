import 'server-only'
import type { RequestInfo } from '@/lib/http/request-info'
import { hashNewPassword } from './assert-hard-to-guess'
import { mailAccountExists, mailVerification } from './email/mails'
import { openAccount } from './joining/open-account'
import type { SignUpInput } from './schema'

/**
 * Creates an account with its personal workspace; the first account becomes the owner of the instance.
 *
 * The answer is the same whether the e-mail was free or taken; a mail to the address tells its owner which.
 *
 * @param guestId the guest who becomes this account
 * @throws AppError `invalid_input` on the field `password` when it is easy to guess
 */
export async function signUp(
  info: RequestInfo,
  input: SignUpInput,
  guestId: string | null = null,
): Promise<{ email: string }> {
  const { password, ...profile } = input
  const passwordHash = await hashNewPassword(password, [profile.name, profile.email])
  const userId = await openAccount(info, { ...profile, passwordHash }, guestId)
  if (userId) await mailVerification(userId)
  else await mailAccountExists(input.email)
  return { email: input.email }
}
