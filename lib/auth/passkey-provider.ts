import 'server-only'
import CredentialsProvider from 'next-auth/providers/credentials'
import { passkeyAnswer } from '@/lib/factors/schema'
import { signInByPasskey } from '@/lib/factors/server'
import { currentRequestInfo } from '@/lib/http/request-info'
import { parseInput } from '@/lib/http/respond'
import { RefusalError, refusalOf } from './refusal'

/** Signing in by a passkey alone: `answer` is what the authenticator said, as JSON. */
export function passkeyProvider() {
  return CredentialsProvider({
    id: 'passkey',
    credentials: { answer: {} },
    async authorize(credentials) {
      const info = await currentRequestInfo()
      try {
        const { userId } = await signInByPasskey(info, readAnswer(credentials?.answer))
        return { id: userId, method: 'passkey', factorAt: new Date() }
      } catch (error) {
        throw refusalOf(error, info) ?? new RefusalError('passkey_refused')
      }
    },
  })
}

/** @throws AppError `invalid_input` */
export function readAnswer(text: unknown) {
  let answer: unknown
  try {
    answer = JSON.parse(String(text).slice(0, 20_000))
  } catch {
    answer = null
  }
  return parseInput(passkeyAnswer, answer)
}
