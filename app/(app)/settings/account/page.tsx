import type { Metadata } from 'next'
import { ChangeEmail } from '@/components/settings/change-email'
import { PasswordForm } from '@/components/settings/password-form'
import { Section } from '@/components/settings/section'
import { SessionsList } from '@/components/settings/sessions-list'
import { SignOutEverywhere } from '@/components/settings/sign-out-everywhere'
import { VerifyEmail } from '@/components/settings/verify-email'
import { SetPassword } from '@/components/settings/ways/set-password'
import { PASSWORD_MIN } from '@/lib/accounts/schema'
import { getProfile } from '@/lib/accounts/server'
import { requirePageContext } from '@/lib/auth/server'
import { listSessions } from '@/lib/sessions/server'
import { listWays } from '@/lib/ways/server'

export const metadata: Metadata = { title: 'Account' }

export default async function AccountPage() {
  const ctx = await requirePageContext()
  const [{ email, emailVerified }, sessions, { hasPassword }] = await Promise.all([
    getProfile(ctx),
    listSessions(ctx),
    listWays(ctx),
  ])
  return (
    <>
      <h1 className="font-medium text-2xl tracking-tight">Account</h1>
      <Section title="E-mail">
        <p>{email}</p>
        {!emailVerified && <VerifyEmail email={email} />}
        <ChangeEmail isConfirmed={emailVerified} />
      </Section>
      <Section title="Password">
        {hasPassword ? (
          <PasswordForm email={email} passwordMin={PASSWORD_MIN} />
        ) : (
          <SetPassword email={email} passwordMin={PASSWORD_MIN} />
        )}
      </Section>
      <Section title="Sessions">
        <SessionsList initial={sessions} now={Date.now()} />
        <SignOutEverywhere />
      </Section>
    </>
  )
}
