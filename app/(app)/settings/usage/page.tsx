import type { Metadata } from 'next'
import Link from 'next/link'
import { Section } from '@/components/settings/section'
import { buttonStyles } from '@/components/ui/button-styles'
import { EmptyState } from '@/components/ui/empty-state'
import { Notice } from '@/components/ui/notice'
import { KeyUsageTable, TeamUsageTable } from '@/components/usage/asker-usage'
import { GivenCaps } from '@/components/usage/given-caps'
import { Meter } from '@/components/usage/meter'
import { ModelUsage } from '@/components/usage/model-usage'
import { OwnCaps } from '@/components/usage/own-caps'
import { PaidBy } from '@/components/usage/paid-by'
import { UsageChart } from '@/components/usage/usage-chart'
import { sayCost, sayNumber } from '@/components/usage/words'
import { can } from '@/lib/auth/permissions'
import { requirePageContext } from '@/lib/auth/server'
import { USAGE_OF, USAGE_RANGES, type UsageOf, type UsageRange, type UsageView } from '@/lib/usage/schema'
import { readUsage } from '@/lib/usage/server'

export const metadata: Metadata = { title: 'Usage' }

const USUAL: UsageRange = 30

export default async function UsagePage({
  searchParams,
}: {
  searchParams: Promise<{ days?: string; of?: string }>
}) {
  const ctx = await requirePageContext()
  const { days, of: wanted } = await searchParams
  const range = USAGE_RANGES.find((each) => String(each) === days) ?? USUAL
  const of: UsageOf = wanted === 'team' && can(ctx, 'team:manage') ? 'team' : 'me'
  const view = await readUsage(ctx, range, of)
  const { team } = view
  return (
    <>
      <h1 className="font-medium text-2xl tracking-tight">Usage</h1>
      {view.notice && <Notice tone="warning">{view.notice.text}</Notice>}
      <Section title={view.plan ? `Your plan: ${view.plan}` : 'Messages'}>
        <Allowances view={view} {...ctx} />
        {view.plan && (
          <Link href="/pricing" className={buttonStyles({ className: 'w-fit' })}>
            See all plans
          </Link>
        )}
      </Section>
      <Section title="Your own limit">
        <GivenCaps given={view.given} locale={ctx.locale} />
        <GivenCaps given={view.givenByTeam} inTeam locale={ctx.locale} />
        <OwnCaps caps={view.caps} ofPlan={view.ofPlan} locale={ctx.locale} />
      </Section>
      <Section title={`The last ${range} days`}>
        <nav aria-label="Range" className="flex flex-wrap gap-2">
          {USAGE_RANGES.map((each) => (
            <Link
              key={each}
              href={`/settings/usage?days=${each}&of=${of}`}
              aria-current={each === range ? 'page' : undefined}
              className={buttonStyles({ size: 'sm', variant: each === range ? 'secondary' : 'ghost' })}
            >
              {each} days
            </Link>
          ))}
        </nav>
        {team?.isManager && (
          <nav aria-label="Whose" className="flex flex-wrap gap-2">
            {USAGE_OF.map((each) => (
              <Link
                key={each}
                href={`/settings/usage?days=${range}&of=${each}`}
                aria-current={each === of ? 'page' : undefined}
                className={buttonStyles({ size: 'sm', variant: each === of ? 'secondary' : 'ghost' })}
              >
                {each === 'me' ? 'Yours' : 'The whole team'}
              </Link>
            ))}
          </nav>
        )}
        <History view={view} of={of} locale={ctx.locale} />
      </Section>
      {team && (
        <Section title="By member">
          <TeamUsageTable team={team} locale={ctx.locale} />
          <p className="text-ink-muted">
            Numbers alone, of the last {range} days: what was said is seen by whoever said it.
          </p>
        </Section>
      )}
      {view.keys.length > 0 && (
        <Section title="By key">
          <KeyUsageTable keys={view.keys} locale={ctx.locale} />
        </Section>
      )}
    </>
  )
}

function Allowances({ view, locale, timeZone }: { view: UsageView; locale: string; timeZone: string }) {
  const time = new Intl.DateTimeFormat(locale, { timeZone, hour: '2-digit', minute: '2-digit' })
  const day = new Intl.DateTimeFormat(locale, { timeZone, day: 'numeric', month: 'long' })
  const { today, month } = view
  return (
    <>
      <Meter
        label="Today"
        allowance={today}
        resets={`at ${time.format(new Date(today.resetsAt))}`}
        locale={locale}
      />
      <Meter
        label="This month"
        allowance={month}
        resets={`on ${day.format(new Date(month.resetsAt))}`}
        locale={locale}
      />
      {today.limit === null && month.limit === null && (
        <p className="text-ink-muted">Nothing is limited here: you can ask as much as you like.</p>
      )}
    </>
  )
}

function History({ view, of, locale }: { view: UsageView; of: UsageOf; locale: string }) {
  const { total, besides, days, models } = view
  const number = (value: number) => sayNumber(value, locale)
  if (models.length === 0)
    return <EmptyState title="Nothing yet">What answers take is shown here from the first one on.</EmptyState>
  return (
    <>
      <p>
        {number(total.messages)} {total.messages === 1 ? 'message' : 'messages'}, {number(total.input)} tokens
        read and {number(total.output)} written. At the providers' list prices this is {sayCost(total.cost)}.
      </p>
      <PaidBy paidBy={view.paidBy} locale={locale} />
      <UsageChart days={days} locale={locale} />
      <ModelUsage models={models} locale={locale} />
      <p className="text-ink-muted">
        {besides.input + besides.output > 0 &&
          `Titles, summaries and the like took ${number(besides.input + besides.output)} of these tokens; they are no messages. `}
        Where a provider told no figures, as when an answer was stopped, tokens are estimated from the words.
        A model without a known price counts as free.
      </p>
      <a href={`/api/usage/export?of=${of}`} download className={buttonStyles({ className: 'w-fit' })}>
        Download everything as CSV
      </a>
    </>
  )
}
