import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { Insights } from '@/components/insight/page/insights'
import { ScrollPage } from '@/components/shell/scroll-page'
import { requirePageContext } from '@/lib/auth/server'
import type { InsightRange } from '@/lib/insight/schema'
import { readInsights } from '@/lib/insight/server'

export const metadata: Metadata = { title: 'Insights' }

const USUAL = 90

export default async function InsightsPage({ searchParams }: { searchParams: Promise<{ days?: string }> }) {
  const ctx = await requirePageContext()
  // Nothing here is for guests, but an account is.
  if (ctx.role === 'guest') redirect('/sign-up')
  const { days } = await searchParams
  const range: InsightRange = days === '30' ? 30 : days === '365' ? 365 : USUAL
  return (
    <ScrollPage bar={null}>
      <div className="mx-auto flex w-full max-w-3xl flex-col gap-10 pt-8 pb-24">
        <Insights view={await readInsights(ctx, range)} locale={ctx.locale} timeZone={ctx.timeZone} />
      </div>
    </ScrollPage>
  )
}
