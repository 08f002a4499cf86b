import type { ReactNode } from 'react'
import { LegalLinks } from '@/components/legal/legal-links'
import { HomeLink } from '@/components/shell/home-link'

/** One column in the middle, nothing else to look at. */
export default function AuthLayout({ children }: { children: ReactNode }) {
  return (
    <div className="flex min-h-dvh flex-col px-safe-5 pt-safe-6 pb-safe-10">
      <header>
        <HomeLink />
      </header>
      <main className="mx-auto flex w-full max-w-sm flex-1 flex-col justify-center gap-8 py-10">
        {children}
      </main>
      <LegalLinks className="justify-center" />
    </div>
  )
}
