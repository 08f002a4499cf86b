import type { Metadata } from 'next'
import Link from 'next/link'
import { redirect } from 'next/navigation'
import { KeepAccount } from '@/components/privacy/keep-account'
import { buttonStyles } from '@/components/ui/button-styles'
import { getClosingPageContext, getPageContext } from '@/lib/auth/server'

export const metadata: Metadata = { title: 'Account being deleted' }

/** All there is to see of an account that is being deleted. */
export default async function ClosingPage() {
  if (await getPageContext()) redirect('/chat')
  const closing = await getClosingPageContext()
  if (!closing) return <Closed />
  const { locale, timeZone } = closing.ctx
  const when = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'short', timeZone })
  return (
    <>
      <div className="flex flex-col gap-3">
        <h1 className="font-medium text-2xl tracking-tight">Your account is being deleted.</h1>
        <p className="text-ink-muted">
          On{' '}
          <time dateTime={closing.closesAt.toISOString()} className="text-ink">
            {when.format(closing.closesAt)}
          </time>{' '}
          it will be erased with everything in it. Until then everything is there, and one click takes it
          back.
        </p>
      </div>
      <KeepAccount />
    </>
  )
}

function Closed() {
  return (
    <>
      <div className="flex flex-col gap-3">
        <h1 className="font-medium text-2xl tracking-tight">You are signed out.</h1>
        <p className="text-ink-muted">
          An account whose deletion was asked for is closed from that moment on. The mail you get says when it
          will be erased. Until then, sign in to take it back.
        </p>
      </div>
      <Link href="/sign-in" className={buttonStyles()}>
        Sign in
      </Link>
    </>
  )
}
