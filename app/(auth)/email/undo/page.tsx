import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { UndoEmailChange } from '@/components/auth/email-change-links'

export const metadata: Metadata = { title: 'Undo a change', referrer: 'no-referrer' }

type UndoPageProps = { searchParams: Promise<{ token?: string | string[] }> }

export default async function UndoPage({ searchParams }: UndoPageProps) {
  const { token } = await searchParams
  if (typeof token !== 'string') notFound()
  return (
    <>
      <h1 className="font-medium text-2xl tracking-tight">Take your address back.</h1>
      <p className="text-ink-muted">
        For when the address of your account was changed and it was not you who did it. It ends every session,
        and the password, passkeys, linked accounts, second step and API keys of the account; a mail brings a
        new password.
      </p>
      <UndoEmailChange token={token} />
    </>
  )
}
