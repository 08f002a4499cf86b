import 'server-only'
import { redirect } from 'next/navigation'
import { cache } from 'react'
import { currentRequestInfo } from '@/lib/http/request-info'
import type { Ctx } from './context'
import { getClosingContext, getContext } from './session'

/** The context of the page being rendered, read once per request; null when nobody is signed in. */
export const getPageContext = cache(async (): Promise<Ctx | null> => getContext(await currentRequestInfo()))

/** Somebody whose account is being deleted, and when it is; null for everybody else. */
export const getClosingPageContext = async () => getClosingContext(await currentRequestInfo())

/** The context of the page being rendered; leads to /sign-in when nobody is signed in, to /closing when their account is being deleted. */
export async function requirePageContext(): Promise<Ctx> {
  const ctx = await getPageContext()
  if (!ctx) redirect((await getClosingPageContext()) ? '/closing' : '/sign-in')
  return ctx
}
