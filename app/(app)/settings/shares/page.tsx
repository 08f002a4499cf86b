import type { Metadata } from 'next'
import { ShareList } from '@/components/shares/share-list'
import { getProfile } from '@/lib/accounts/server'
import { requirePageContext } from '@/lib/auth/server'
import { listShares } from '@/lib/shares/server'

export const metadata: Metadata = { title: 'Shared links' }

export default async function SharesPage() {
  const ctx = await requirePageContext()
  const [{ locale, timeZone }, shares] = await Promise.all([getProfile(ctx), listShares(ctx, {})])
  return (
    <>
      <h1 className="font-medium text-2xl tracking-tight">Shared links</h1>
      <p className="text-ink-muted">
        Everybody who has one of these links can read what it shows. Deleting a conversation ends its links.
      </p>
      <ShareList initial={shares} dates={{ locale, timeZone }} />
    </>
  )
}
