import 'server-only'
import type { NextAuthOptions, Session } from 'next-auth'
import { getServerSession } from 'next-auth'
import CredentialsProvider from 'next-auth/providers/credentials'
import { loadContext, verifyCredentials } from '@/lib/accounts/server'
import { AppError } from '@/lib/core/errors'
import { newId } from '@/lib/core/ids'
import { getEnv } from '@/lib/env'
import { currentRequestInfo, type RequestInfo } from '@/lib/http/request-info'
import { logFailure } from '@/lib/http/respond'
import type { Ctx } from './context'

const THIRTY_DAYS = 30 * 24 * 60 * 60

type Identity = { userId: string; sessionEpoch: number }

/** next-auth's configuration: credentials in, a signed and encrypted JWT cookie out. */
export function authOptions(): NextAuthOptions {
  return {
    secret: getEnv().NEXTAUTH_SECRET,
    session: { strategy: 'jwt', maxAge: THIRTY_DAYS },
    pages: { signIn: '/sign-in', error: '/sign-in' },
    providers: [
      CredentialsProvider({
        credentials: { email: {}, password: {} },
        authorize: (credentials) => authorize(credentials),
      }),
    ],
    callbacks: {
      jwt: ({ token, user }) =>
        user ? { ...token, epoch: (user as unknown as Identity).sessionEpoch } : token,
      session: ({ session, token }) =>
        ({ expires: session.expires, userId: token.sub, sessionEpoch: token['epoch'] }) as unknown as Session,
    },
  }
}

/** next-auth passes an error's message on as a code in the query; the page turns the code into words. */
async function authorize(credentials: unknown) {
  const info = await currentRequestInfo()
  try {
    const identity = await verifyCredentials(info, credentials)
    return identity && { id: identity.userId, ...identity }
  } catch (error) {
    logFailure('sign-in', error, info.requestId)
    if (error instanceof AppError && error.code === 'invalid_input') return null
    const code = error instanceof AppError ? error.code : 'internal'
    const wait = error instanceof AppError && error.retryAfter ? `:${error.retryAfter}` : ''
    throw new Error(`${code}${wait}`)
  }
}

async function getIdentity(): Promise<Identity | null> {
  const session = (await getServerSession(authOptions())) as Partial<Identity> | null
  if (!session?.userId || typeof session.sessionEpoch !== 'number') return null
  return { userId: session.userId, sessionEpoch: session.sessionEpoch }
}

/** @returns the context of the request's user, or null when nobody is signed in */
export async function getContext(info: RequestInfo): Promise<Ctx | null> {
  const identity = await getIdentity()
  return identity && loadContext(identity, info.requestId || newId())
}

/** @returns which session a request belongs to, for what outlives it. @throws AppError `unauthenticated` */
export async function requireSession(): Promise<Identity> {
  const identity = await getIdentity()
  if (!identity) throw new AppError('unauthenticated', 'Please sign in again.')
  return identity
}

/** @throws AppError `unauthenticated` */
export async function requireContext(info: RequestInfo): Promise<Ctx> {
  const ctx = await getContext(info)
  if (!ctx) throw new AppError('unauthenticated', 'Please sign in again.')
  return ctx
}
