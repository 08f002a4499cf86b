import 'server-only'
import { generateAuthenticationOptions } from '@simplewebauthn/server'
import { mayEnter } from '@/lib/accounts/server'
import type { Ctx } from '@/lib/auth/context'
import { AppError } from '@/lib/core/errors'
import type { RequestInfo } from '@/lib/http/request-info'
import { noteFactor } from '@/lib/sessions/server'
import type { PasskeyAnswer, PasskeyQuestion } from '../schema'
import { makeChallenge, readChallenge } from './challenges'
import { checkPasskey } from './check-passkey'
import { findPasskeys } from './data'
import { relyingParty } from './relying-party'

/** A question that any passkey of this site can answer: the browser shows whose it has. */
export async function askForSignIn(_info: RequestInfo): Promise<PasskeyQuestion> {
  return toQuestion(await makeChallenge('passkey.signIn', null), 'required')
}

/**
 * Signs in by a passkey, which is password and second step in one.
 *
 * @throws AppError `invalid_input`
 */
export async function signInByPasskey(info: RequestInfo, answer: PasskeyAnswer): Promise<{ userId: string }> {
  const { userId } = await checkPasskey({ kind: 'passkey.signIn', answer, requestId: info.requestId })
  if (!(await mayEnter(userId))) throw new AppError('invalid_input', 'This account is closed.')
  return { userId }
}

/**
 * The second step of somebody whose password was right: a question for their passkeys alone.
 *
 * @param challenge as the first step has given it; it stands for the right password
 * @throws AppError `invalid_input`
 */
export async function askForFactor(
  _info: RequestInfo,
  { challenge }: { challenge: string },
): Promise<PasskeyQuestion> {
  const userId = await readChallenge('passkey.factor', challenge)
  if (!userId) throw new AppError('invalid_input', 'That took too long. Please sign in from the start.')
  return toQuestion(challenge, 'discouraged', await idsOf(userId))
}

/** @returns a question whose answer is a fresh proof, or null for somebody without passkeys */
export async function askForProof(ctx: Ctx): Promise<PasskeyQuestion | null> {
  const ids = await idsOf(ctx.userId)
  if (ids.length === 0) return null
  return toQuestion(await makeChallenge('passkey.proof', ctx.userId), 'required', ids)
}

/** Shows once more who is there, by a passkey. @throws AppError `invalid_input` */
export async function proveByPasskey(ctx: Ctx, answer: PasskeyAnswer): Promise<null> {
  const { userId, requestId } = ctx
  await checkPasskey({ kind: 'passkey.proof', answer, userId, requestId })
  if (ctx.sessionId) await noteFactor(ctx.sessionId)
  return null
}

const idsOf = async (userId: string) => (await findPasskeys(userId)).map(({ credentialId }) => credentialId)

async function toQuestion(
  challenge: string,
  userVerification: 'required' | 'discouraged',
  ids: readonly string[] = [],
): Promise<PasskeyQuestion> {
  return generateAuthenticationOptions({
    rpID: relyingParty().id,
    challenge: Buffer.from(challenge, 'base64url'),
    userVerification,
    allowCredentials: ids.map((id) => ({ id })),
  })
}
