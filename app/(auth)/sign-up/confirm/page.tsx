import type { Metadata } from 'next'
import Link from 'next/link'
import { ConfirmForm } from '@/components/auth/ways/confirm-form'
import { buttonStyles } from '@/components/ui/button-styles'
import { readPendingSignUp } from '@/lib/accounts/server'

export const metadata: Metadata = { title: 'Confirm your address', referrer: 'no-referrer' }

type ConfirmPageProps = { searchParams: Promise<{ token?: string | string[] }> }

export default async function ConfirmSignUpPage({ searchParams }: ConfirmPageProps) {
  const { token } = await searchParams
  const pending = typeof token === 'string' ? await readPendingSignUp(token) : null
  if (!pending || typeof token !== 'string') {
    return (
      <>
        <h1 className="font-medium text-2xl tracking-tight">This link does not work any more.</h1>
        <p className="text-ink-muted">It has been used, or is older than a day.</p>
        <Link href="/sign-in" className={buttonStyles({ variant: 'primary' })}>
          Sign in
        </Link>
        <Link href="/sign-up" className={buttonStyles()}>
          Sign up again
        </Link>
      </>
    )
  }
  return (
    <>
      <h1 className="font-medium text-2xl tracking-tight">Confirm your address.</h1>
      <p>Enter the password you chose, and your account is there.</p>
      <ConfirmForm token={token} email={pending.email} />
    </>
  )
}
