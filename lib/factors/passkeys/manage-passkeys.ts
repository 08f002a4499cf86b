import 'server-only'
import { randomBytes } from 'node:crypto'
import { generateRegistrationOptions, verifyRegistrationResponse } from '@simplewebauthn/server'
import { assertFreshProof, countWaysIn, getProfile, mailFactorChanged } from '@/lib/accounts/server'
import { recordSecurityEvent } from '@/lib/audit/server'
import type { Ctx } from '@/lib/auth/context'
import { assertCan } from '@/lib/auth/permissions'
import { describeDevice } from '@/lib/core/device'
import { AppError, notFound } from '@/lib/core/errors'
import { currentRequestInfo } from '@/lib/http/request-info'
import { log } from '@/lib/platform/log'
import { noteFactor } from '@/lib/sessions/server'
import type { NewPasskeyAnswer, NewPasskeyQuestion, PasskeyDto } from '../schema'
import { endPasskeyStep } from '../second-step'
import { makeChallenge, spendChallenge } from './challenges'
import {
  countPasskeys,
  createPasskey,
  deletePasskey,
  findPasskeys,
  keepWebauthnId,
  type PasskeyRecord,
  renamePasskey as rename,
  restorePasskey,
} from './data'
import { relyingParty } from './relying-party'

const MOST = 20

function toDto({ _id, name, isBackedUp, createdAt, lastUsedAt }: PasskeyRecord): PasskeyDto {
  return {
    id: _id,
    name,
    isBackedUp,
    createdAt: createdAt.toISOString(),
    lastUsedAt: lastUsedAt?.toISOString() ?? null,
  }
}

/** @returns the caller's passkeys, the oldest first */
export async function listPasskeys(ctx: Ctx): Promise<PasskeyDto[]> {
  assertCan(ctx, 'profile:read')
  return (await findPasskeys(ctx.userId)).map(toDto)
}

/** Begins to add a passkey. @throws AppError `proof_required`; `conflict` when there are too many */
export async function offerPasskey(ctx: Ctx): Promise<NewPasskeyQuestion> {
  assertCan(ctx, 'profile:write')
  await assertFreshProof(ctx)
  const [known, { email, name }] = await Promise.all([findPasskeys(ctx.userId), getProfile(ctx)])
  if (known.length >= MOST)
    throw new AppError('conflict', `You have ${MOST} passkeys already. Remove one that you do not use.`)
  const handle = await keepWebauthnId(ctx.userId, randomBytes(32).toString('base64url'))
  const party = relyingParty()
  return generateRegistrationOptions({
    rpID: party.id,
    rpName: party.name,
    userID: new Uint8Array(Buffer.from(handle, 'base64url')),
    userName: email,
    userDisplayName: name,
    challenge: Buffer.from(await makeChallenge('passkey.add', ctx.userId), 'base64url'),
    attestationType: 'none',
    excludeCredentials: known.map(({ credentialId }) => ({ id: credentialId })),
    // A passkey replaces password and second step: it is found without a name, and checks who is there.
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  })
}

/** Adds the passkey an authenticator has made. @throws AppError `proof_required`; `invalid_input`; `conflict` when it is there already */
export async function addPasskey(ctx: Ctx, answer: NewPasskeyAnswer): Promise<PasskeyDto[]> {
  assertCan(ctx, 'profile:write')
  await assertFreshProof(ctx)
  const made = await readNewPasskey(ctx, answer)
  const { browser, system } = describeDevice((await currentRequestInfo()).userAgent)
  const isNew = await createPasskey({ ...made, userId: ctx.userId, name: `${browser} on ${system}` })
  if (!isNew) throw new AppError('conflict', 'This passkey is registered already.')
  if (ctx.sessionId) await noteFactor(ctx.sessionId)
  await noteChange(ctx, 'passkey.added')
  return listPasskeys(ctx)
}

async function readNewPasskey(ctx: Ctx, answer: NewPasskeyAnswer) {
  const spent = await spendChallenge('passkey.add', answer.response.clientDataJSON)
  if (spent?.userId !== ctx.userId)
    throw new AppError('invalid_input', 'That took too long, or was answered before. Please try again.')
  const { id, origin } = relyingParty()
  try {
    const { verified, registrationInfo } = await verifyRegistrationResponse({
      response: { ...answer, clientExtensionResults: {} } as Parameters<
        typeof verifyRegistrationResponse
      >[0]['response'],
      expectedChallenge: spent.challenge,
      expectedOrigin: origin,
      expectedRPID: id,
    })
    if (!verified) throw new Error('not verified')
    const { credential, credentialBackedUp } = registrationInfo
    return {
      credentialId: credential.id,
      publicKey: credential.publicKey,
      counter: credential.counter,
      transports: answer.response.transports ?? [],
      isBackedUp: credentialBackedUp,
    }
  } catch (cause) {
    log.warn('a new passkey was refused', { requestId: ctx.requestId, error: cause })
    throw new AppError('invalid_input', 'This passkey could not be checked. Nothing was added; try again.', {
      cause,
    })
  }
}

/** @throws AppError `not_found` */
export async function renamePasskey(ctx: Ctx, { id, name }: { id: string; name: string }): Promise<null> {
  assertCan(ctx, 'profile:write')
  if (!(await rename(ctx.userId, id, name))) throw notFound('passkey')
  return null
}

/**
 * Removes one of the caller's passkeys, never the last way into the account.
 *
 * @throws AppError `proof_required`; `not_found`; `conflict` when nothing else opens the account
 */
export async function removePasskey(ctx: Ctx, { id }: { id: string }): Promise<PasskeyDto[]> {
  assertCan(ctx, 'profile:write')
  await assertFreshProof(ctx)
  const removed = await deletePasskey(ctx.userId, id)
  if (!removed) throw notFound('passkey')
  // Looked at afterwards, so that of two removals at once neither counts on the other's passkey.
  if ((await countWaysIn(ctx.userId)) === 0) {
    await restorePasskey(removed)
    throw new AppError(
      'conflict',
      'This is the only way into your account. Set a password or add another passkey first.',
    )
  }
  if ((await countPasskeys(ctx.userId)) === 0) await endPasskeyStep(ctx.userId)
  await noteChange(ctx, 'passkey.removed')
  return listPasskeys(ctx)
}

async function noteChange(ctx: Ctx, kind: 'passkey.added' | 'passkey.removed'): Promise<void> {
  await recordSecurityEvent(kind, ctx)
  await mailFactorChanged(ctx.userId, new Date(), kind)
}
