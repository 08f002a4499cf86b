import type { Metadata } from 'next'
import { ArchivePanel } from '@/components/privacy/archive-panel'
import { DeleteAccount } from '@/components/privacy/delete-account'
import { RetentionSetting } from '@/components/privacy/retention-setting'
import { Section } from '@/components/settings/section'
import { requirePageContext } from '@/lib/auth/server'
import { getArchive, getRetention, previewDeletion } from '@/lib/privacy/server'

export const metadata: Metadata = { title: 'Privacy' }

const DAY_MS = 24 * 60 * 60 * 1000

export default async function PrivacyPage() {
  const ctx = await requirePageContext()
  const [archive, { days }, preview] = await Promise.all([
    getArchive(ctx),
    getRetention(ctx),
    previewDeletion(ctx),
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
      <Section title="Old conversations">
        <RetentionSetting initial={days} />
      </Section>
      <Section title="Delete my account">
        <DeleteAccount preview={preview} until={until} />
      </Section>
    </>
  )
}
