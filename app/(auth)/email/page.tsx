import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { ConfirmEmailChange } from '@/components/auth/email-change-links'

export const metadata: Metadata = { title: 'Change your e-mail', referrer: 'no-referrer' }

type EmailPageProps = { searchParams: Promise<{ token?: string | string[] }> }

export default async function EmailPage({ searchParams }: EmailPageProps) {
  const { token } = await searchParams
  if (typeof token !== 'string') notFound()
  return (
    <>
      <h1 className="font-medium text-2xl tracking-tight">Change your e-mail.</h1>
      <ConfirmEmailChange token={token} />
    </>
  )
}
