import type { Metadata } from 'next'
import Link from 'next/link'
import { AcceptForm } from '@/components/auth/ways/accept-form'
import { OtherWays } from '@/components/auth/ways/other-ways'
import { AgreeNote } from '@/components/legal/legal-links'
import { buttonStyles } from '@/components/ui/button-styles'
import { Notice } from '@/components/ui/notice'
import { PASSWORD_MIN } from '@/lib/accounts/schema'
import { getProfile } from '@/lib/accounts/server'
import { getPageContext } from '@/lib/auth/server'
import { configuredProviders, readInvitation } from '@/lib/ways/server'

export const metadata: Metadata = { title: 'Your invitation', referrer: 'no-referrer' }

type InvitePageProps = { searchParams: Promise<{ token?: string | string[] }> }

export default async function InvitePage({ searchParams }: InvitePageProps) {
  const { token } = await searchParams
  const [invitation, ctx] = await Promise.all([
    typeof token === 'string' ? readInvitation(token) : null,
    getPageContext(),
  ])
  if (!invitation || typeof token !== 'string') {
    return (
      <>
        <h1 className="font-medium text-2xl tracking-tight">This invitation does not work any more.</h1>
        <p className="text-ink-muted">
          It has been used, was taken back, or is older than a week. Ask for a new one.
        </p>
        <Link href="/sign-in" className={buttonStyles({ variant: 'primary' })}>
          Sign in
        </Link>
      </>
    )
  }
  const profile = ctx && ctx.role !== 'guest' ? await getProfile(ctx) : null
  return (
    <>
      <h1 className="font-medium text-2xl tracking-tight">You are invited.</h1>
      {profile && (
        <Notice tone="warning">
          You are signed in as {profile.email}. With this you make another account and leave that one.
        </Notice>
      )}
      <AcceptForm token={token} email={invitation.email} passwordMin={PASSWORD_MIN} />
      <AgreeNote lead="By creating an account" />
      {!profile && <OtherWays providers={configuredProviders()} callbackUrl="/chat" />}
    </>
  )
}
