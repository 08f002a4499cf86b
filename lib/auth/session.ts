import 'server-only'
import { cookies } from 'next/headers'
import type { NextAuthOptions } from 'next-auth'
import CredentialsProvider from 'next-auth/providers/credentials'
import { z } from 'zod'
import { loadContext, verifyCredentials } from '@/lib/accounts/server'
import { AppError } from '@/lib/core/errors'
import { newId } from '@/lib/core/ids'
import { getEnv } from '@/lib/env'
import { checkSecondFactor, needsSecondFactor, trustThisDevice } from '@/lib/factors/server'
import { currentRequestInfo, type RequestInfo } from '@/lib/http/request-info'
import { logFailure } from '@/lib/http/respond'
import { endSessions } from '@/lib/sessions/server'
import { ACCESS_SECONDS, accessCookie, decodeAccess, deviceCookie, refreshCookie } from './access-token'
import type { PersonCtx } from './context'
import { keepDevice, startSession } from './start-session'

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
        credentials: { email: {}, password: {}, code: {}, trust: {} },
        authorize: (credentials) => authorize(credentials),
      }),
    ],
    callbacks: {
      jwt: async ({ token, user }) =>
        user ? { sub: user.id, sid: await startSession({ userId: user.id, method: 'password' }) } : token,
    },
    events: { signOut: ({ token }) => signedOut(token.sub, token['sid']) },
  }
}

/** next-auth passes an error's message on as a code in the query; the page turns the code into words. */
async function authorize(credentials: unknown) {
  const info = await currentRequestInfo()
  try {
    const identity = await verifyCredentials(info, credentials)
    if (identity) await assertSecondFactor(info, identity.userId, credentials)
    return identity && { id: identity.userId }
  } catch (error) {
    if (error instanceof FactorError) throw error
    logFailure('sign-in', error, info.requestId)
    if (error instanceof AppError && error.code === 'invalid_input') return null
    const code = error instanceof AppError ? error.code : 'internal'
    const wait = error instanceof AppError && error.retryAfter ? `:${error.retryAfter}` : ''
    throw new Error(`${code}${wait}`)
  }
}

/** Its message is the code that the page turns into a question, or into words. */
class FactorError extends Error {}

const secondStep = z.object({ code: z.string().max(40).optional(), trust: z.string().optional() })

/** @throws FactorError while the second factor is missing or wrong */
async function assertSecondFactor(info: RequestInfo, userId: string, credentials: unknown): Promise<void> {
  const device = (await cookies()).get(deviceCookie().name)?.value
  if (!(await needsSecondFactor(userId, device))) return
  const { code, trust } = secondStep.parse(credentials)
  if (!code) throw new FactorError('factor_required')
  const typed = code.replace(/[\s-]/g, '').toLowerCase()
  if (!(await checkSecondFactor(info, userId, typed))) throw new FactorError('factor_wrong')
  if (trust === 'true') await trustThisDevice(info, userId, await keepDevice())
}

async function signedOut(userId: unknown, sessionId: unknown): Promise<void> {
  ;(await cookies()).delete(refreshCookie().name)
  if (typeof userId === 'string' && typeof sessionId === 'string')
    await endSessions(userId, { sessionId }, 'signed-out')
}

/** @returns the context of the request's user, or null when nobody is signed in */
export async function getContext(info: RequestInfo): Promise<PersonCtx | null> {
  const access = await decodeAccess((await cookies()).get(accessCookie().name)?.value)
  return access && loadContext(access, info.requestId || newId())
}

/** @throws AppError `unauthenticated` */
export async function requireContext(info: RequestInfo): Promise<PersonCtx> {
  const ctx = await getContext(info)
  if (!ctx) throw new AppError('unauthenticated', 'Please sign in again.')
  return ctx
}
