import 'server-only'
import { verifyAuthenticationResponse } from '@simplewebauthn/server'
import { recordSecurityEvent } from '@/lib/audit/server'
import { AppError } from '@/lib/core/errors'
import { log } from '@/lib/platform/log'
import type { PasskeyAnswer } from '../schema'
import { type PasskeyQuestionKind, spendChallenge } from './challenges'
import { findPasskey, findWebauthnId, noteUse, type PasskeyRecord } from './data'
import { relyingParty } from './relying-party'

type Check = {
  kind: Exclude<PasskeyQuestionKind, 'passkey.add'>
  answer: PasskeyAnswer
  /** Whose passkey it has to be; left out: anybody's, which is how one signs in. */
  userId?: string
  requestId: string
}

const tooLate = () =>
  new AppError('invalid_input', 'That took too long, or was answered before. Please try again.')
const unknown = () =>
  new AppError('invalid_input', 'This passkey opens nothing here. It may have been removed from the account.')

/**
 * Checks an authenticator's answer: its challenge, once; that it was given on our page; its signature; and that its count goes on.
 * Where a passkey is all that is asked for, the authenticator must have checked the person (by PIN, finger or face) as well.
 *
 * @returns whose passkey it is
 * @throws AppError `invalid_input`
 * Source: https://www.w3.org/TR/webauthn-3/#sctn-verifying-assertion
 */
export async function checkPasskey({ kind, answer, userId, requestId }: Check): Promise<{ userId: string }> {
  const spent = await spendChallenge(kind, answer.response.clientDataJSON)
  if (!spent || (userId ?? null) !== spent.userId) throw tooLate()
  const passkey = await findPasskey(answer.id)
  if (!passkey || (userId && passkey.userId !== userId)) throw unknown()
  const { userHandle } = answer.response
  if (userHandle && userHandle !== (await findWebauthnId(passkey.userId))) throw unknown()
  const refused = await problemOf(passkey, answer, { kind, challenge: spent.challenge })
  if (!refused) return { userId: passkey.userId }
  log.warn('a passkey was refused', { requestId, passkeyId: passkey._id, reason: refused })
  const subject = { userId: passkey.userId, requestId }
  await recordSecurityEvent('passkey.refused', subject, { passkeyId: passkey._id })
  throw new AppError('invalid_input', 'This passkey could not be checked. Please try again.')
}

/** @returns what is wrong with an answer, for the log */
async function problemOf(
  passkey: PasskeyRecord,
  answer: PasskeyAnswer,
  { kind, challenge }: { kind: PasskeyQuestionKind; challenge: string },
): Promise<string | null> {
  const { id, origin } = relyingParty()
  try {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response: { ...answer, clientExtensionResults: {} } as Parameters<
        typeof verifyAuthenticationResponse
      >[0]['response'],
      expectedChallenge: challenge,
      expectedOrigin: origin,
      expectedRPID: id,
      requireUserVerification: kind !== 'passkey.factor',
      credential: {
        id: passkey.credentialId,
        publicKey: new Uint8Array(passkey.publicKey),
        counter: passkey.counter,
      },
    })
    if (!verified) return 'wrong signature'
    const { newCounter: counter, credentialBackedUp: isBackedUp } = authenticationInfo
    return (await noteUse(passkey.credentialId, { counter, isBackedUp })) ? null : 'count did not go on'
  } catch (error) {
    return error instanceof Error ? error.message : 'unreadable'
  }
}
