import 'server-only'
import { cookies, headers } from 'next/headers'
import type { NextAuthOptions } from 'next-auth'
import { isLocale, isTimeZone } from '@/lib/accounts/schema'
import { refreshCookie } from '@/lib/auth/access-token'
import { ownPath } from '@/lib/core/own-path'
import { getEnv } from '@/lib/env'
import { currentRequestInfo } from '@/lib/http/request-info'
import { logFailure } from '@/lib/http/respond'
import { arrive } from '../arrive'
import { guestHere } from '../join'
import { admit } from './admit'
import { readStranger } from './claims'
import { finishLinking } from './link'
import { oauthConfigs } from './providers'

/** next-auth's configuration with the providers of the environment. What they mean for accounts is decided here (admit.ts). */
export function withProviders(options: NextAuthOptions): NextAuthOptions {
  return {
    ...options,
    providers: [...options.providers, ...oauthConfigs()],
    cookies: { ...options.cookies, callbackUrl: returnCookie() },
    callbacks: {
      ...options.callbacks,
      signIn: async ({ account, profile }) =>
        account?.type === 'oauth' ? welcome(account.provider, profile) : true,
    },
  }
}

/** @returns where to go: next-auth's own session is never begun, ours is (arrive.ts) */
async function welcome(provider: string, profile: unknown): Promise<string> {
  const info = await currentRequestInfo()
  try {
    const stranger = readStranger(provider, profile)
    const linking = await finishLinking(info, stranger)
    if (linking) return linking
    const admission = await admit(info, stranger, await whereabouts(), await guestHere(info))
    if ('refused' in admission) return `/sign-in?error=${admission.refused}&provider=${provider}`
    const { next } = await arrive(info, admission.userId, provider)
    const target = await wayBack()
    return next === 'step' ? `/sign-in/step?callbackUrl=${encodeURIComponent(target)}` : target
  } catch (error) {
    logFailure('sign-in by a provider', error, info.requestId)
    return '/sign-in?error=internal'
  }
}

/** Where next-auth keeps what the person wanted to see, guarded like the cookies of sessions. */
function returnCookie() {
  const { name, options } = refreshCookie()
  const { maxAge: _, ...whileOpen } = options
  return { name: name.replace('refresh', 'return'), options: whileOpen }
}

/** @returns a path of ours; next-auth has checked the address when it wrote it, and cookies can be written by others */
async function wayBack(): Promise<string> {
  const wanted = (await cookies()).get(returnCookie().name)?.value ?? ''
  const path = ownPath(wanted, getEnv().NEXTAUTH_URL)
  return path === null || /^\/([?#]|$)/.test(path) ? '/chat' : path
}

/** What a browser says of where it is: its language, and the time zone that the button noted (components/auth/ways). */
async function whereabouts() {
  const [jar, head] = await Promise.all([cookies(), headers()])
  const timeZone = jar.get('numina.zone')?.value ?? ''
  const locale = head.get('accept-language')?.split(/[,;]/)[0]?.trim() ?? ''
  return { timeZone: isTimeZone(timeZone) ? timeZone : 'UTC', locale: isLocale(locale) ? locale : 'en' }
}
