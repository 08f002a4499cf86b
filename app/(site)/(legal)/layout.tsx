import Link from 'next/link'
import type { ReactNode } from 'react'
import { LegalLinks } from '@/components/legal/legal-links'
import { Mark } from '@/components/ui/mark'

/** Pages to read: one column. */
export default function LegalLayout({ children }: { children: ReactNode }) {
  return (
    <div className="mx-auto flex min-h-dvh w-full max-w-reading flex-col px-safe-5">
      <header className="flex h-14 items-center">
        <Link href="/" className="flex items-center gap-2 rounded-md font-medium text-base">
          <Mark />
          Numina
        </Link>
      </header>
      <main className="flex flex-1 flex-col gap-8 py-8 text-base leading-relaxed">{children}</main>
      <LegalLinks className="border-t py-6 text-sm" />
    </div>
  )
}
