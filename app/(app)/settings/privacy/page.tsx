import type { Metadata } from 'next'
import { InsightSettings } from '@/components/insight/insight-settings'
import { ArchivePanel } from '@/components/privacy/archive-panel'
import { ConsentsPanel } from '@/components/privacy/consents-panel'
import { DeleteAccountLater } from '@/components/privacy/delete-account-later'
import { RetentionLater } from '@/components/privacy/retention-later'
import { SupportAccess } from '@/components/privacy/support-access'
import { Section } from '@/components/settings/section'
import { listSupportAccess } from '@/lib/audit/server'
import { requirePageContext } from '@/lib/auth/server'
import { listConsents } from '@/lib/consents/server'
import { getInsightSettings } from '@/lib/insight/server'
import { getArchive, getRetention, previewDeletion } from '@/lib/privacy/server'

export const metadata: Metadata = { title: 'Privacy' }

const DAY_MS = 24 * 60 * 60 * 1000

export default async function PrivacyPage() {
  const ctx = await requirePageContext()
  const [consents, looks, archive, { days }, preview, insight] = await Promise.all([
    listConsents(ctx),
    listSupportAccess(ctx),
    getArchive(ctx),
    getRetention(ctx),
    previewDeletion(ctx),
    getInsightSettings(ctx),
  ])
  const { locale, timeZone } = ctx
  const end = new Date(Date.now() + preview.graceDays * DAY_MS)
  const until = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone }).format(end)
  return (
    <>
      <h1 className="font-medium text-2xl tracking-tight">Privacy</h1>
      <Section title="Download my data">
        <ArchivePanel initial={archive} locale={locale} timeZone={timeZone} />
      </Section>
      <Section title="What you agreed to">
        <ConsentsPanel key={consents.history.length} initial={consents} locale={locale} timeZone={timeZone} />
      </Section>
      <Section title="Emotional insight">
        <InsightSettings initial={insight} />
      </Section>
      <Section title="Who saw my data">
        <SupportAccess looks={looks} locale={locale} timeZone={timeZone} />
      </Section>
      <Section title="Old conversations">
        <RetentionLater initial={days} />
      </Section>
      <Section title="Delete my account">
        <DeleteAccountLater preview={preview} until={until} />
      </Section>
    </>
  )
}
