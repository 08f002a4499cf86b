import type { Metadata } from 'next'
import { GivenCredits } from '@/components/admin/billing/given-credits'
import { GivenPlans } from '@/components/admin/billing/given-plans'
import { GrowthFigures } from '@/components/admin/billing/growth/growth-figures'
import { Revenue } from '@/components/admin/billing/revenue'
import { Subscriptions } from '@/components/admin/billing/subscriptions'
import { Notice } from '@/components/ui/notice'
import {
  listGivenCredits,
  listGivenPlans,
  listSubscriptions,
  readGrowth,
  readRevenue,
} from '@/lib/billing/server'
import { requireManager } from '../admin-pages'

export const metadata: Metadata = { title: 'Billing' }

export default async function AdminBillingPage({
  searchParams,
}: {
  searchParams: Promise<{ words?: string | string[] }>
}) {
  const ctx = await requireManager('instance:billing')
  if (!ctx) return null
  const { words } = await searchParams
  const wanted = typeof words === 'string' ? words.slice(0, 100) : ''
  const [revenue, growth, rows, given, credits] = await Promise.all([
    readRevenue(ctx),
    readGrowth(ctx),
    listSubscriptions(ctx, { words: wanted }),
    listGivenPlans(ctx),
    listGivenCredits(ctx),
  ])
  const { locale, timeZone } = ctx
  return (
    <>
      <h1 className="font-medium text-2xl tracking-tight">Billing</h1>
      {revenue ? (
        <>
          <Revenue revenue={revenue} locale={locale} timeZone={timeZone} />
          {growth && <GrowthFigures growth={growth} locale={locale} />}
          <Subscriptions rows={rows} words={wanted} locale={locale} timeZone={timeZone} />
        </>
      ) : (
        <Notice>
          Payments are not set up in this Numina: set STRIPE_SECRET_KEY, and plans can be bought.
        </Notice>
      )}
      {given && <GivenPlans {...given} locale={locale} />}
      {credits && <GivenCredits rows={credits} locale={locale} timeZone={timeZone} />}
    </>
  )
}
