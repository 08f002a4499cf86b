import type { Metadata } from 'next'
import { headers } from 'next/headers'
import Link from 'next/link'
import { notFound, redirect } from 'next/navigation'
import { BeyondPlan } from '@/components/billing/beyond/beyond-plan'
import { SeatsPanel } from '@/components/billing/seats/seats-panel'
import { TeamPlan } from '@/components/billing/seats/team-plan'
import { ChangePlanLater } from '@/components/billing/settings/change-plan-later'
import { ChoosePlan } from '@/components/billing/settings/choose-plan'
import { Invoices } from '@/components/billing/settings/invoices'
import { PortalButtons } from '@/components/billing/settings/portal-buttons'
import { cancelWords, givenWords, stateWords } from '@/components/billing/settings/state-words'
import { QuoteLater } from '@/components/quotes/quote-later'
import { Section } from '@/components/settings/section'
import { Notice } from '@/components/ui/notice'
import type { Ctx } from '@/lib/auth/context'
import { can } from '@/lib/auth/permissions'
import { requirePageContext } from '@/lib/auth/server'
import type { BeyondView, BillingView, SeatNeeds, SeatsView } from '@/lib/billing/schema'
import {
  currencyFor,
  listPrices,
  readBeyondPlan,
  readBilling,
  readSeats,
  readTeamPlan,
  readWish,
  seatsOf,
} from '@/lib/billing/server'
import { readQuoteOffer } from '@/lib/quotes/server'
import { arrive } from './arrive'

export const metadata: Metadata = { title: 'Billing' }

/** Of which another plan can be made in place. */
const CHANGEABLE = new Set(['active', 'trialing', 'past_due'])
const RUNNING = new Set(['active', 'trialing', 'past_due', 'unpaid', 'paused', 'incomplete'])

type BillingPageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export default async function BillingPage({ searchParams }: BillingPageProps) {
  const ctx = await requirePageContext()
  if (!listPrices()?.isSelling) notFound()
  if (!can(ctx, 'billing:manage'))
    return (
      <>
        <h1 className="font-medium text-2xl tracking-tight">Billing</h1>
        <TeamPlan {...(await readTeamPlan(ctx))} />
      </>
    )
  const params = await searchParams
  const next = await arrive(ctx, params)
  if (next) redirect(next)
  const [view, seats, needs, beyond, offer] = await Promise.all([
    readBilling(ctx),
    readSeats(ctx),
    seatsOf(ctx),
    readBeyondPlan(ctx),
    readQuoteOffer(ctx),
  ])
  if (!view) notFound()
  return (
    <Billing
      view={view}
      seats={seats}
      needs={{ isTeam: needs.isTeam, least: needs.least }}
      beyond={beyond}
      offer={offer}
      ctx={ctx}
      params={params}
      currency={currencyFor((await headers()).get('accept-language'))}
    />
  )
}

type BillingProps = {
  view: BillingView
  seats: SeatsView | null
  needs: SeatNeeds
  beyond: BeyondView | null
  offer: Awaited<ReturnType<typeof readQuoteOffer>>
  ctx: Ctx
  params: Awaited<BillingPageProps['searchParams']>
  currency: ReturnType<typeof currencyFor>
}

function Billing({ view, seats, needs, beyond, offer, ctx, params, currency }: BillingProps) {
  const { locale, timeZone } = ctx
  const state = stateWords(view, ctx, new Date())
  const given = givenWords(view, ctx)
  const isRunning = RUNNING.has(view.status)
  const plans = listPrices()?.plans.filter(({ prices }) => prices !== null) ?? []
  return (
    <>
      <h1 className="font-medium text-2xl tracking-tight">Billing</h1>
      {params['done'] === 'paid' && (view.status === 'active' || view.status === 'trialing') && (
        <Notice tone="success">Thank you. {view.paid} is yours from now on.</Notice>
      )}
      {params['done'] === 'added' && (
        <Notice tone="success">Thank you. Your prepaid messages are there.</Notice>
      )}
      {params['done'] === 'open' && (
        <Notice tone="warning">
          Nothing has been paid yet, and nothing was charged. You can choose again.
        </Notice>
      )}
      {params['done'] === 'unknown' && (
        <Notice tone="warning">This checkout does not exist, or it is not this workspace's.</Notice>
      )}
      <Section title={`Your plan: ${view.plan}`}>
        {given && <Notice>{given}</Notice>}
        {state.tone === 'warning' ? <Notice tone="warning">{state.text}</Notice> : <p>{state.text}</p>}
        <Facts view={view} />
        {view.hasPortal && (isRunning || (view.invoices?.length ?? 0) > 0) && (
          <PortalButtons
            isRunning={isRunning}
            isEnding={view.cancelAt !== null}
            onCancel={cancelWords(view, ctx)}
          />
        )}
        <p className="text-ink-muted">
          What you have used of it is under{' '}
          <Link href="/settings/usage" className="text-accent underline underline-offset-2">
            Usage
          </Link>
          ; what the plans have is on the page of{' '}
          <Link href="/pricing" className="text-accent underline underline-offset-2">
            prices
          </Link>
          .
        </p>
      </Section>
      {seats && (needs.isTeam || seats.usable > 1) && (
        <Section title="Seats">
          <SeatsPanel view={seats} locale={locale} timeZone={timeZone} />
        </Section>
      )}
      {CHANGEABLE.has(view.status) && view.cancelAt === null && (
        <Section title="Change plan">
          <ChangePlanLater
            plans={plans}
            view={view}
            wish={changeWish(view, params, currency)}
            needs={needs}
            locale={locale}
            timeZone={timeZone}
          />
        </Section>
      )}
      {!isRunning && plans.length > 0 && (
        <Section title="Choose a plan">
          <ChoosePlan
            plans={plans}
            wish={readWish(params, currency)}
            canTry={view.status === 'none'}
            needs={needs}
            locale={locale}
          />
        </Section>
      )}
      {beyond && (
        <BeyondPlan
          beyond={beyond}
          currency={view.currency ?? currency}
          locale={locale}
          timeZone={timeZone}
        />
      )}
      {offer && (
        <Section title={`${offer.plan}: ask for a quote`}>
          <QuoteLater offer={offer} locale={locale} timeZone={timeZone} />
        </Section>
      )}
      <Section title="Invoices">
        <Invoices invoices={view.invoices} locale={locale} timeZone={timeZone} />
      </Section>
    </>
  )
}

/** What was chosen on the page of prices, else what there is. */
function changeWish(view: BillingView, params: BillingProps['params'], currency: BillingProps['currency']) {
  const { plan, interval, seats } = readWish(params, currency)
  if (params['plan'] === plan) return { plan, interval, seats: Math.max(seats, view.seats ?? 1) }
  return {
    plan: view.paidKey,
    interval: view.interval === 'year' ? 'year' : 'month',
    seats: view.seats ?? 1,
  } as const
}

function Facts({ view: { card, status } }: { view: BillingView }) {
  if (!RUNNING.has(status)) return null
  const facts = [
    ...(card ? [['Card', `${card.brand.toUpperCase()} ending in ${card.last4}, until ${card.expires}`]] : []),
  ]
  if (facts.length === 0) return null
  return (
    <dl className="grid grid-cols-[auto_1fr] gap-x-6 gap-y-1">
      {facts.map(([name, value]) => (
        <div key={name} className="contents">
          <dt className="text-ink-muted">{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
