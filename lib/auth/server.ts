import 'server-only'
import { redirect } from 'next/navigation'
import { cache } from 'react'
import { currentRequestInfo } from '@/lib/http/request-info'
import type { Ctx } from './context'
import { getContext } from './session'

/** The context of the page being rendered, read once per request; null when nobody is signed in. */
export const getPageContext = cache(async (): Promise<Ctx | null> => getContext(await currentRequestInfo()))

/** The context of the page being rendered; leads to /sign-in when nobody is signed in. */
export async function requirePageContext(): Promise<Ctx> {
  const ctx = await getPageContext()
  if (!ctx) redirect('/sign-in')
  return ctx
}
