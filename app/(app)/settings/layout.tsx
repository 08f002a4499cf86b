import { redirect } from 'next/navigation'
import type { ReactNode } from 'react'
import { LegalLinks } from '@/components/legal/legal-links'
import { SETTINGS_PAGES } from '@/components/settings/pages'
import { PageNav } from '@/components/shell/page-nav'
import { ScrollPage } from '@/components/shell/scroll-page'
import { requirePageContext } from '@/lib/auth/server'
import { listPrices } from '@/lib/billing/server'

export default async function SettingsLayout({ children }: { children: ReactNode }) {
  const ctx = await requirePageContext()
  // Nothing here is for guests, but an account is.
  if (ctx.role === 'guest') redirect('/sign-up')
  const isSelling = listPrices()?.isSelling === true
  const pages = SETTINGS_PAGES.filter(({ href }) => isSelling || href !== '/settings/billing')
  return (
    <ScrollPage bar={<PageNav label="Settings" pages={pages} />}>
      <div className="mx-auto flex w-full max-w-xl flex-col gap-8 pt-8 pb-24">
        {children}
        <LegalLinks className="border-t pt-6" />
      </div>
    </ScrollPage>
  )
}
