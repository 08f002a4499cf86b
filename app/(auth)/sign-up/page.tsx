import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { type AuthPageProps, safeCallbackUrl } from '@/components/auth/callback-url'
import { SignUpForm } from '@/components/auth/sign-up-form'
import { NoSignUp } from '@/components/auth/ways/no-sign-up'
import { OtherWays } from '@/components/auth/ways/other-ways'
import { AgreeNote } from '@/components/legal/legal-links'
import { Notice } from '@/components/ui/notice'
import { PASSWORD_MIN } from '@/lib/accounts/schema'
import { readSignUpRules } from '@/lib/accounts/server'
import { getPageContext } from '@/lib/auth/server'
import { configuredProviders } from '@/lib/ways/server'

export const metadata: Metadata = { title: 'Create an account' }

export default async function SignUpPage({ searchParams }: AuthPageProps) {
  const { callbackUrl } = await searchParams
  const target = safeCallbackUrl(callbackUrl)
  const [ctx, rules] = await Promise.all([getPageContext(), readSignUpRules()])
  const isGuest = ctx?.role === 'guest'
  if (ctx && !isGuest) redirect(target)
  if (rules.mode === 'invite' || rules.mode === 'closed') return <NoSignUp mode={rules.mode} />
  return (
    <>
      <h1 className="font-medium text-2xl tracking-tight">Create your account.</h1>
      {isGuest && <Notice>What you have said as a guest stays: it becomes yours.</Notice>}
      {rules.mode === 'domains' && (
        <Notice>Accounts are open to addresses at {rules.domains.join(', ')}.</Notice>
      )}
      {rules.isFirst && <Notice>You are the first here: this account will own this Numina.</Notice>}
      <SignUpForm callbackUrl={target} passwordMin={PASSWORD_MIN} />
      <OtherWays providers={configuredProviders()} callbackUrl={target} />
      <AgreeNote lead="By creating an account" />
    </>
  )
}
