import type { Metadata } from 'next'
import Link from 'next/link'
import { ForgotForm } from '@/components/auth/forgot-form'

export const metadata: Metadata = { title: 'Forgotten password' }

export default function ForgotPage() {
  return (
    <>
      <h1 className="font-medium text-2xl tracking-tight">Choose a new password.</h1>
      <p className="text-ink-muted">
        Tell us the e-mail of your account, and we send you a link.{' '}
        <Link href="/sign-in" className="text-accent underline underline-offset-2">
          Back to signing in
        </Link>
      </p>
      <ForgotForm />
    </>
  )
}
