import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { VerifyLink } from '@/components/auth/verify-link'

export const metadata: Metadata = { title: 'Confirm your e-mail', referrer: 'no-referrer' }

type VerifyPageProps = { searchParams: Promise<{ token?: string | string[] }> }

export default async function VerifyPage({ searchParams }: VerifyPageProps) {
  const { token } = await searchParams
  if (typeof token !== 'string') notFound()
  return (
    <>
      <h1 className="font-medium text-2xl tracking-tight">Confirm your e-mail.</h1>
      <VerifyLink token={token} />
    </>
  )
}
