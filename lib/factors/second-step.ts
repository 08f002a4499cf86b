import 'server-only'
import { hashToken } from '@/lib/platform/secrets'
import { forgetFactors } from '@/lib/sessions/server'
import { deleteFactors, findTotp, findTrustedDevice, hasRecoveryCodes } from './data'
import { makeChallenge } from './passkeys/challenges'
import { countPasskeys } from './passkeys/data'

/** By what a person can show the second step; none: their password alone opens the account. */
export type StepWays = { app: boolean; passkey: boolean }

/** `trusted`: the browser has shown it, at `since`. */
export type SecondStep = { is: 'off' } | { is: 'trusted'; since: Date } | ({ is: 'wanted' } & StepWays)

/** A browser is trusted for one person: the mark says nothing for anybody else who signs in there. */
export const markOf = (userId: string, device: string) => hashToken(`${userId}:${device}`)

/**
 * The second step is on with an authenticator app. With passkeys alone it is on when the person has asked for it: then there are
 * recovery codes. A passkey that was only added for comfort must not keep anybody out who comes with the password.
 */
export async function stepWays(userId: string): Promise<StepWays | null> {
  const [app, passkeys, hasCodes] = await Promise.all([
    findTotp(userId).then((factor) => Boolean(factor?.confirmedAt)),
    countPasskeys(userId),
    hasRecoveryCodes(userId),
  ])
  const passkey = passkeys > 0
  return app || (passkey && hasCodes) ? { app, passkey } : null
}

/** @returns what a person has to show after their password, in a browser; `device` is its token */
export async function secondStepOf(userId: string, device: string | undefined): Promise<SecondStep> {
  const ways = await stepWays(userId)
  if (!ways) return { is: 'off' }
  const trusted = device ? await findTrustedDevice(markOf(userId, device)) : null
  if (trusted && trusted.expiresAt > new Date()) return { is: 'trusted', since: trusted.createdAt }
  return { is: 'wanted', ...ways }
}

/** @returns the challenge for a passkey as second step. It says that the password was right: only then is it made */
export const makeStepChallenge = (userId: string): Promise<string> => makeChallenge('passkey.factor', userId)

/** Turns the second step off, with all that belongs to it. Passkeys stay as a way in. */
export async function endSecondStep(userId: string): Promise<void> {
  await deleteFactors(userId)
  await forgetFactors(userId)
}

/** The last passkey is gone: without an authenticator app nothing could be asked for any more. */
export async function endPasskeyStep(userId: string): Promise<void> {
  if (!(await findTotp(userId))?.confirmedAt) await endSecondStep(userId)
}
