import { Section } from '@/components/settings/section'
import type { BeyondView } from '@/lib/billing/schema'
import { AutoTopUpLater, BuyPackLater, PayAsYouGoLater } from './later'
import { Ledger } from './ledger'

type BeyondPlanProps = { beyond: BeyondView; currency: string; locale: string; timeZone: string }

/** What a workspace has beyond its plan, and how it gets more. */
export function BeyondPlan({ beyond, currency, locale, timeZone }: BeyondPlanProps) {
  const { credits, packs, extra, topUp, entries } = beyond
  return (
    <Section title="Beyond your plan">
      <p>
        When your plan is used up, prepaid messages go on. They are your workspace's, and they do not run out
        with time.
      </p>
      <p className="tabular-nums">
        <span className="font-medium text-2xl tracking-tight">
          {new Intl.NumberFormat(locale).format(credits)}
        </span>{' '}
        prepaid {credits === 1 ? 'message' : 'messages'} left
      </p>
      {packs.length > 0 && (
        <BuyPackLater packs={packs} currency={currency} canKeepCard={topUp !== null} locale={locale} />
      )}
      {topUp && <AutoTopUpLater topUp={topUp} packs={packs} currency={currency} locale={locale} />}
      {extra && <PayAsYouGoLater extra={extra} locale={locale} timeZone={timeZone} />}
      {entries.length > 0 && <Ledger entries={entries} locale={locale} timeZone={timeZone} />}
    </Section>
  )
}
