import type { Metadata } from 'next'
import { type AuthPageProps, safeCallbackUrl } from '@/components/auth/callback-url'
import { LinkEnter } from '@/components/auth/ways/link-enter'
import { LinkRequestForm } from '@/components/auth/ways/link-request-form'
import { Notice } from '@/components/ui/notice'
import { readSignInLink } from '@/lib/accounts/server'

export const metadata: Metadata = { title: 'Sign in by e-mail', referrer: 'no-referrer' }

/** Asks for a link; and, opened by the link, signs in. */
export default async function SignInLinkPage({ searchParams }: AuthPageProps) {
  const { token, callbackUrl } = await searchParams
  const target = safeCallbackUrl(callbackUrl)
  if (typeof token !== 'string') {
    return (
      <>
        <h1 className="font-medium text-2xl tracking-tight">Sign in by e-mail.</h1>
        <p className="text-ink-muted">We send you a link that signs you in, without a password.</p>
        <LinkRequestForm callbackUrl={target} />
      </>
    )
  }
  const link = await readSignInLink(token)
  if (!link) {
    return (
      <>
        <h1 className="font-medium text-2xl tracking-tight">This link does not work any more.</h1>
        <p className="text-ink-muted">It has been used, or is older than 30 minutes. Ask for a new one.</p>
        <LinkRequestForm callbackUrl={target} />
      </>
    )
  }
  return (
    <>
      <h1 className="font-medium text-2xl tracking-tight">Welcome back.</h1>
      <p>
        You sign in as <strong className="font-medium [overflow-wrap:anywhere]">{link.email}</strong>.
      </p>
      {link.dropsPassword && (
        <Notice>
          Nobody has confirmed this address before. In case somebody else chose the password of this account
          or added other ways in, they end with this link; set a new password under Settings, Security.
        </Notice>
      )}
      <LinkEnter token={token} callbackUrl={target} />
    </>
  )
}
