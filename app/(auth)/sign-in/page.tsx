import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { type AuthPageProps, safeCallbackUrl } from '@/components/auth/callback-url'
import { SignInForm } from '@/components/auth/sign-in-form'
import { getPageContext } from '@/lib/auth/server'

export const metadata: Metadata = { title: 'Sign in' }

export default async function SignInPage({ searchParams }: AuthPageProps) {
  const { callbackUrl, error } = await searchParams
  const target = safeCallbackUrl(callbackUrl)
  if (await getPageContext()) redirect(target)
  return (
    <>
      <h1 className="font-medium text-2xl tracking-tight">Welcome back.</h1>
      <SignInForm callbackUrl={target} errorCode={typeof error === 'string' ? error : null} />
    </>
  )
}
