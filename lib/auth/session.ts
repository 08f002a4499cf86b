import 'server-only'
import { cookies } from 'next/headers'
import type { NextAuthOptions } from 'next-auth'
import CredentialsProvider from 'next-auth/providers/credentials'
import { z } from 'zod'
import { loadClosingContext, loadContext, verifyCredentials } from '@/lib/accounts/server'
import { AppError } from '@/lib/core/errors'
import { newId } from '@/lib/core/ids'
import { getEnv } from '@/lib/env'
import {
  checkPasskeyFactor,
  checkSecondFactor,
  makeStepChallenge,
  secondStepOf,
  trustThisDevice,
} from '@/lib/factors/server'
import { currentRequestInfo, type RequestInfo } from '@/lib/http/request-info'
import { endSessions } from '@/lib/sessions/server'
import { ACCESS_SECONDS, accessCookie, decodeAccess, refreshCookie } from './access-token'
import type { PersonCtx } from './context'
import { passkeyProvider, readAnswer } from './passkey-provider'
import { RefusalError, refusalOf } from './refusal'
import { renewAccess } from './renew-access'
import { currentDevice, keepDevice, startSession } from './start-session'

/**
 * next-auth's configuration. It does the ways in; when somebody has shown who they are, a session of ours begins (lib/sessions)
 * and next-auth's token is its access token: it ends on time, and only the refresh token brings another (renew-access.ts).
 */
export function authOptions(): NextAuthOptions {
  return {
    secret: getEnv().NEXTAUTH_SECRET,
    session: { strategy: 'jwt', maxAge: ACCESS_SECONDS },
    cookies: { sessionToken: accessCookie() },
    pages: { signIn: '/sign-in', error: '/sign-in' },
    providers: [
      CredentialsProvider({
        credentials: { email: {}, password: {}, code: {}, passkey: {}, trust: {}, captcha: {} },
        authorize: (credentials) => authorize(credentials),
      }),
      passkeyProvider(),
    ],
    callbacks: {
      jwt: async ({ token, user }) =>
        user ? { sub: user.id, sid: await startSession({ userId: user.id, ...entryOf(user) }) } : token,
    },
    events: { signOut: ({ token }) => signedOut(token.sub, token['sid']) },
  }
}

/** What a provider has said of how somebody came in. */
function entryOf(user: object): { method: string; factorAt: Date | null } {
  const { method, factorAt } = user as { method?: string; factorAt?: Date | null }
  return { method: method ?? 'password', factorAt: factorAt ?? null }
}

async function authorize(credentials: unknown) {
  const info = await currentRequestInfo()
  try {
    const identity = await verifyCredentials(info, credentials, await currentDevice())
    if (!identity) return null
    const { userId } = identity
    return { id: userId, method: 'password', factorAt: await passSecondStep(info, userId, credentials) }
  } catch (error) {
    const refusal = refusalOf(error, info)
    if (refusal) throw refusal
    return null
  }
}

const secondStep = z.object({
  code: z.string().max(40).optional(),
  passkey: z.string().optional(),
  trust: z.string().optional(),
})

/**
 * @returns when the second step was shown in this browser; null where none is asked for
 * @throws RefusalError while it is missing or wrong
 */
async function passSecondStep(info: RequestInfo, userId: string, credentials: unknown): Promise<Date | null> {
  const step = await secondStepOf(userId, await currentDevice())
  if (step.is === 'off') return null
  if (step.is === 'trusted') return step.since
  const { code, passkey, trust } = secondStep.parse(credentials)
  if (passkey) await checkPasskeyAnswer(info, userId, passkey)
  else if (code) await checkCode(info, userId, code)
  else throw new RefusalError(await questionOf(userId, step))
  if (trust === 'true') await trustThisDevice(info, userId, await keepDevice())
  return new Date()
}

/** `factor_required`, by what it can be shown, and the challenge for a passkey. */
async function questionOf(
  userId: string,
  { app, passkey }: { app: boolean; passkey: boolean },
): Promise<string> {
  const ways = [app && 'app', passkey && 'passkey'].filter(Boolean).join('+')
  return `factor_required:${ways}${passkey ? `:${await makeStepChallenge(userId)}` : ''}`
}

async function checkCode(info: RequestInfo, userId: string, code: string): Promise<void> {
  if (!(await checkSecondFactor(info, userId, code))) throw new RefusalError('factor_wrong')
}

async function checkPasskeyAnswer(info: RequestInfo, userId: string, answer: string): Promise<void> {
  try {
    await checkPasskeyFactor(info, userId, readAnswer(answer))
  } catch (error) {
    throw refusalOf(error, info) ?? new RefusalError('passkey_refused')
  }
}

async function signedOut(userId: unknown, sessionId: unknown): Promise<void> {
  ;(await cookies()).delete(refreshCookie().name)
  if (typeof userId === 'string' && typeof sessionId === 'string')
    await endSessions(userId, { sessionId }, 'signed-out')
}

/** Gives a request that passed proxy.ts by new access, as that does for all others. For route handlers. */
export async function renewOwnAccess({ requestId }: RequestInfo): Promise<void> {
  const jar = await cookies()
  const renewed = await renewAccess((name) => jar.get(name)?.value, requestId)
  for (const { name, value, options } of renewed) jar.set(name, value, options)
}

const currentAccess = async () => decodeAccess((await cookies()).get(accessCookie().name)?.value)

/** @returns the context of the request's user, or null when nobody is signed in */
export async function getContext(info: RequestInfo): Promise<PersonCtx | null> {
  const access = await currentAccess()
  return access && loadContext(access, info.requestId || newId())
}

/** @returns the context of somebody whose account is being deleted, and when it is: taking that back is all they can do */
export async function getClosingContext(
  info: RequestInfo,
): Promise<{ ctx: PersonCtx; closesAt: Date } | null> {
  const access = await currentAccess()
  return access && loadClosingContext(access, info.requestId || newId())
}

/** @throws AppError `unauthenticated` */
export async function requireContext(info: RequestInfo): Promise<PersonCtx> {
  const ctx = await getContext(info)
  if (!ctx) throw new AppError('unauthenticated', 'Please sign in again.')
  return ctx
}
