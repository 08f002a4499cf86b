import type { Metadata } from 'next'
import { ArchivePanel } from '@/components/privacy/archive-panel'
import { Section } from '@/components/settings/section'
import { requirePageContext } from '@/lib/auth/server'
import { getArchive } from '@/lib/privacy/server'

export const metadata: Metadata = { title: 'Privacy' }

export default async function PrivacyPage() {
  const ctx = await requirePageContext()
  const archive = await getArchive(ctx)
  const { locale, timeZone } = ctx
  return (
    <>
      <h1 className="font-medium text-2xl tracking-tight">Privacy</h1>
      <Section title="Download my data">
        <ArchivePanel initial={archive} locale={locale} timeZone={timeZone} />
      </Section>
    </>
  )
}
