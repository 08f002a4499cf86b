import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { type AuthPageProps, safeCallbackUrl } from '@/components/auth/callback-url'
import { SignInForm } from '@/components/auth/sign-in-form'
import { OtherWays } from '@/components/auth/ways/other-ways'
import { AgreeNote } from '@/components/legal/legal-links'
import { getPageContext } from '@/lib/auth/server'
import { offeredCaptcha } from '@/lib/captcha/server'
import { configuredProviders } from '@/lib/ways/server'

export const metadata: Metadata = { title: 'Sign in' }

export default async function SignInPage({ searchParams }: AuthPageProps) {
  const { callbackUrl, error } = await searchParams
  const target = safeCallbackUrl(callbackUrl)
  // Who is signed in and comes back from a provider with nothing wanted to link it, or to show who they are.
  const ctx = await getPageContext()
  if (ctx && ctx.role !== 'guest')
    redirect(typeof error === 'string' ? `/settings/security?error=${encodeURIComponent(error)}` : target)
  return (
    <>
      <h1 className="font-medium text-2xl tracking-tight">Welcome back.</h1>
      <SignInForm
        callbackUrl={target}
        errorCode={typeof error === 'string' ? error : null}
        captcha={offeredCaptcha()}
      />
      <OtherWays providers={configuredProviders()} callbackUrl={target} withLink />
      <AgreeNote lead="If this makes your account," />
    </>
  )
}
