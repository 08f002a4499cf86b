import 'server-only'
import { recordSecurityEvent } from '@/lib/audit/server'
import type { RequestInfo } from '@/lib/http/request-info'
import { assertHardToGuess } from './assert-hard-to-guess'
import { claimInstanceOwnership, createAccount } from './data'
import { mailAccountExists, mailVerification } from './email/mails'
import { hashPassword } from './passwords'
import type { SignUpInput } from './schema'

/**
 * Creates an account with its personal workspace; the first account becomes the owner of the instance.
 *
 * The answer is the same whether the e-mail was free or taken; a mail to the address tells its owner which.
 *
 * @throws AppError `invalid_input` on the field `password` when it is easy to guess
 */
export async function signUp(info: RequestInfo, input: SignUpInput): Promise<{ email: string }> {
  const { password, ...profile } = input
  assertHardToGuess(password, [profile.name, profile.email], 'password')
  const userId = await createAccount({
    ...profile,
    passwordHash: await hashPassword(password),
    preferences: { address: '', tone: 'warm', length: 'balanced', instructions: '' },
  })
  if (userId) {
    const isOwner = await claimInstanceOwnership(userId)
    await recordSecurityEvent('account.created', { userId, requestId: info.requestId }, { isOwner })
    await mailVerification(userId)
  } else await mailAccountExists(input.email)
  return { email: input.email }
}
