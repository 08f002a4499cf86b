import type { ReactNode } from 'react'
import { LegalLinks } from '@/components/legal/legal-links'
import { HomeLink } from '@/components/shell/home-link'

/** Pages to read: one column. */
export default function LegalLayout({ children }: { children: ReactNode }) {
  return (
    <div className="mx-auto flex min-h-dvh w-full max-w-reading flex-col px-safe-5">
      <header className="flex h-14 items-center">
        <HomeLink />
      </header>
      <main className="flex flex-1 flex-col gap-8 py-8 text-base leading-relaxed">{children}</main>
      <LegalLinks className="border-t py-6 text-sm" />
    </div>
  )
}
