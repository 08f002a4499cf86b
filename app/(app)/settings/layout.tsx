import type { ReactNode } from 'react'
import { LegalLinks } from '@/components/legal/legal-links'
import { SettingsNav } from '@/components/settings/settings-nav'
import { ScrollPage } from '@/components/shell/scroll-page'

export default function SettingsLayout({ children }: { children: ReactNode }) {
  return (
    <ScrollPage bar={<SettingsNav />}>
      <div className="mx-auto flex w-full max-w-xl flex-col gap-8 pt-8 pb-24">
        {children}
        <LegalLinks className="border-t pt-6" />
      </div>
    </ScrollPage>
  )
}
