import 'server-only'
import type { SignUpInput } from '@/lib/accounts/schema'
import {
  beginSignUp,
  confirmSignUp,
  mayJoin,
  readSignUpRules,
  type SignUpRules,
  signUp,
} from '@/lib/accounts/server'
import { getContext } from '@/lib/auth/session'
import { AppError } from '@/lib/core/errors'
import type { RequestInfo } from '@/lib/http/request-info'
import { enter } from './arrive'
import type { Joined } from './schema'

const CLOSED: Record<Exclude<SignUpRules['mode'], 'open'>, (rules: SignUpRules) => string> = {
  invite: () => 'Accounts are by invitation here. Use the link of your invitation.',
  domains: ({ domains }) => `Accounts are open to addresses at ${domains.join(', ')}.`,
  closed: () => 'New accounts are closed here.',
}

/**
 * Signs up, as the operator lets people. A guest becomes the account and keeps what they said.
 *
 * @returns whether to sign in now, or to look into the mail; the same for an address that has an account
 * @throws AppError `forbidden` by the rules; `invalid_input`
 */
export async function join(info: RequestInfo, input: SignUpInput): Promise<Joined> {
  const rules = await readSignUpRules()
  if (!mayJoin(rules, input.email, false)) {
    const message = rules.mode === 'open' ? '' : CLOSED[rules.mode](rules)
    throw new AppError('forbidden', message)
  }
  const guestId = await guestHere(info)
  if (rules.confirmsFirst) {
    await beginSignUp(input, guestId)
    return { next: 'mail' }
  }
  await signUp(info, input, guestId)
  return { next: 'signIn' }
}

/** Makes the account of somebody who has confirmed their address, and signs them in. */
export async function enterByConfirming(
  info: RequestInfo,
  input: { token: string; password: string },
): Promise<null> {
  await enter({ userId: await confirmSignUp(info, input), method: 'password' })
  return null
}

/** @returns the guest this browser belongs to */
export async function guestHere(info: RequestInfo): Promise<string | null> {
  const ctx = await getContext(info)
  return ctx?.role === 'guest' ? ctx.userId : null
}
