import { redirect } from 'next/navigation'
import type { ReactNode } from 'react'
import { requirePageContext } from '@/lib/auth/server'
import { findUnagreed } from '@/lib/consents/server'

/** Settings stay open to who does not agree: there they take their data along. */
export default async function ChatLayout({ children }: { children: ReactNode }) {
  const unagreed = await findUnagreed(await requirePageContext())
  if (unagreed.length > 0) redirect('/agree')
  return children
}
