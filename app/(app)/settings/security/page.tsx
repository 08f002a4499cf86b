import type { Metadata } from 'next'
import { FactorSetting } from '@/components/settings/factors/factor-setting'
import { OwnerLog } from '@/components/settings/owner-log'
import { PasskeysLater } from '@/components/settings/passkeys/passkeys-later'
import { Section } from '@/components/settings/section'
import { SecurityLogLater } from '@/components/settings/security-log-later'
import { type WayBack, WaysSetting } from '@/components/settings/ways/ways-setting'
import { Notice } from '@/components/ui/notice'
import { getProfile } from '@/lib/accounts/server'
import { listSecurityEvents } from '@/lib/audit/server'
import { owesSecondStep } from '@/lib/auth/permissions'
import { requirePageContext } from '@/lib/auth/server'
import { getFactorState, listPasskeys } from '@/lib/factors/server'
import { listWays } from '@/lib/ways/server'

export const metadata: Metadata = { title: 'Security' }

export default async function SecurityPage({ searchParams }: { searchParams: Promise<WayBack> }) {
  const ctx = await requirePageContext()
  const [first, { timeZone, locale }, factor, ways, passkeys, back] = await Promise.all([
    listSecurityEvents(ctx, {}),
    getProfile(ctx),
    getFactorState(ctx),
    listWays(ctx),
    listPasskeys(ctx),
    searchParams,
  ])
  return (
    <>
      <h1 className="font-medium text-2xl tracking-tight">Security</h1>
      <Section title="Ways to sign in">
        <WaysSetting ways={ways} back={back} timeZone={timeZone} locale={locale} />
      </Section>
      <Section title="Second step">
        {owesSecondStep(ctx) && (
          <Notice>
            You manage this Numina: before you invite people or change its settings, show a second step. Set
            one up here or add a passkey{factor.isOn && '; you have one, so sign in again with it'}. Your
            chats need none.
          </Notice>
        )}
        {/* What it offers depends on the passkeys below. */}
        <FactorSetting key={`${factor.isOn}-${factor.passkeys}`} initial={factor} />
      </Section>
      <Section title="Passkeys">
        <PasskeysLater initial={passkeys} locale={locale} timeZone={timeZone} />
      </Section>
      <Section title="What happened to your account">
        <SecurityLogLater first={first} timeZone={timeZone} locale={locale} />
      </Section>
      {ctx.instanceRole === 'owner' && (
        <Section title="What happened to all accounts">
          <OwnerLog canDownload={!owesSecondStep(ctx)} />
        </Section>
      )}
    </>
  )
}
