import type { Metadata } from 'next'
import Link from 'next/link'
import { ResetForm } from '@/components/auth/reset-form'
import { buttonStyles } from '@/components/ui/button-styles'
import { PASSWORD_MIN } from '@/lib/accounts/schema'
import { canResetPassword } from '@/lib/accounts/server'

// The address holds a secret: no site that is linked from here may learn it.
export const metadata: Metadata = { title: 'New password', referrer: 'no-referrer' }

type ResetPageProps = { searchParams: Promise<{ token?: string | string[] }> }

export default async function ResetPage({ searchParams }: ResetPageProps) {
  const { token } = await searchParams
  if (typeof token === 'string' && (await canResetPassword(token))) {
    return (
      <>
        <h1 className="font-medium text-2xl tracking-tight">Choose a new password.</h1>
        <ResetForm token={token} passwordMin={PASSWORD_MIN} />
      </>
    )
  }
  return (
    <>
      <h1 className="font-medium text-2xl tracking-tight">This link does not work any more.</h1>
      <p className="text-ink-muted">It has been used, or it is older than 30 minutes.</p>
      <Link href="/forgot" className={buttonStyles({ variant: 'primary' })}>
        Send me a new link
      </Link>
    </>
  )
}
