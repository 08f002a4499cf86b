import type { Metadata } from 'next'
import { GivenCredits } from '@/components/admin/billing/given-credits'
import { GivenPlans } from '@/components/admin/billing/given-plans'
import { GrowthFigures } from '@/components/admin/billing/growth/growth-figures'
import { Revenue } from '@/components/admin/billing/revenue'
import { Subscriptions } from '@/components/admin/billing/subscriptions'
import { Quotes } from '@/components/admin/quotes/quotes'
import { Notice } from '@/components/ui/notice'
import {
  listGivenCredits,
  listGivenPlans,
  listSubscriptions,
  readGrowth,
  readRevenue,
} from '@/lib/billing/server'
import { listQuotes } from '@/lib/quotes/server'
import { requireManager } from '../admin-pages'

export const metadata: Metadata = { title: 'Billing' }

export default async function AdminBillingPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}) {
  const ctx = await requireManager('instance:billing')
  if (!ctx) return null
  const params = await searchParams
  const textOf = (name: string) => String(params[name] ?? '').slice(0, 200)
  const wanted = textOf('words').slice(0, 100)
  const [revenue, growth, rows, given, credits, quotes] = await Promise.all([
    readRevenue(ctx),
    readGrowth(ctx),
    listSubscriptions(ctx, { words: wanted }),
    listGivenPlans(ctx),
    listGivenCredits(ctx),
    listQuotes(ctx),
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
      {(quotes.plan || quotes.rows.length > 0) && (
        <Quotes list={quotes} locale={locale} timeZone={timeZone} />
      )}
      {given && (
        <GivenPlans
          {...given}
          key={textOf('give')}
          wish={{
            email: textOf('give'),
            team: textOf('team'),
            plan: textOf('plan'),
            seats: Number(textOf('seats')) || 1,
          }}
          locale={locale}
          timeZone={timeZone}
        />
      )}
      {credits && <GivenCredits rows={credits} locale={locale} timeZone={timeZone} />}
    </>
  )
}
