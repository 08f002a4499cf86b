import Link from 'next/link'
import { notFound } from 'next/navigation'
import type { ReactNode } from 'react'
import { PageNav } from '@/components/shell/page-nav'
import { ScrollPage } from '@/components/shell/scroll-page'
import { Notice } from '@/components/ui/notice'
import { lacksSecondStep } from '@/lib/auth/permissions'
import { requirePageContext } from '@/lib/auth/server'
import { adminPagesFor } from './admin-pages'

/** What is managed here asks for a second step as well; without one the pages say so instead of failing. */
export default async function AdminLayout({ children }: { children: ReactNode }) {
  const ctx = await requirePageContext()
  const pages = adminPagesFor(ctx)
  if (pages.length === 0) notFound()
  return (
    <ScrollPage bar={<PageNav label="Manage Numina" pages={pages} />}>
      <div className="mx-auto flex w-full max-w-2xl flex-col gap-8 pt-8 pb-24">
        {lacksSecondStep(ctx) ? (
          <>
            <h1 className="font-medium text-2xl tracking-tight">Manage Numina</h1>
            <Notice>
              Managing this Numina needs a second step of signing in. Set one up under{' '}
              <Link href="/settings/security" className="text-accent underline underline-offset-2">
                Security
              </Link>
              ; if you have one, sign in again with it.
            </Notice>
          </>
        ) : (
          children
        )}
      </div>
    </ScrollPage>
  )
}
