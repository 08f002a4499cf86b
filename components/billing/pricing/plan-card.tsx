import Link from 'next/link'
import { buttonStyles } from '@/components/ui/button-styles'
import type { Currency, Interval, Plan } from '@/lib/billing/schema'
import { formatMoney } from '@/lib/core/money'

type PlanCardProps = {
  plan: Plan
  interval: Interval
  currency: Currency
  locale: string
  ownPlan: string | null
}

/** A plan with its price and the way to it. */
export function PlanCard({ plan, interval, currency, locale, ownPlan }: PlanCardProps) {
  const { name, summary } = plan
  return (
    <li className="flex min-w-0 flex-col gap-4 rounded-card border bg-surface-raised p-5">
      <div className="flex flex-col gap-1">
        <h2 className="font-medium text-lg">{name}</h2>
        <p className="text-ink-muted">{summary}</p>
      </div>
      <Price {...{ plan, interval, currency, locale }} />
      <Amount plan={plan} locale={locale} />
      <div className="mt-auto flex flex-col">
        <Way {...{ plan, interval, currency, ownPlan }} />
      </div>
    </li>
  )
}

/** What is different from plan to plan. */
function Amount({ plan: { limits, hasSeats, isOnRequest }, locale }: Pick<PlanCardProps, 'plan' | 'locale'>) {
  const { messagesPerDay: day, messagesPerMonth: month } = limits
  const number = (value: number) => new Intl.NumberFormat(locale).format(value)
  if (isOnRequest || (day === null && month === null)) return <p>As many messages as you like</p>
  return (
    <p className="tabular-nums">
      {day !== null && <span className="block">{number(day)} messages a day</span>}
      {month !== null && (
        <span className="block">
          {number(month)} {day === null ? 'messages ' : ''}a month
        </span>
      )}
      {hasSeats && <span className="block text-ink-muted">for each seat, shared</span>}
    </p>
  )
}

function Price({
  plan,
  interval,
  currency,
  locale,
}: Pick<PlanCardProps, 'plan' | 'interval' | 'currency' | 'locale'>) {
  const { prices, hasSeats, isOnRequest, trialDays } = plan
  const money = (amount: number) => formatMoney(amount, currency, locale)
  const by = hasSeats ? `a seat and ${interval}` : `a ${interval}`
  if (!prices)
    return (
      <p className="min-h-17">
        <span className="font-medium text-2xl tracking-tight">{isOnRequest ? 'On request' : money(0)}</span>
        {!isOnRequest && <span className="block text-ink-muted">for as long as you like</span>}
      </p>
    )
  const { month, year } = prices
  const saved = month[currency] * 12 - year[currency]
  return (
    <p className="min-h-17 tabular-nums">
      <span className="font-medium text-2xl tracking-tight">{money(prices[interval][currency])}</span>{' '}
      <span className="text-ink-muted">{by}</span>
      <span className="block text-ink-muted">
        {interval === 'year' && saved > 0
          ? `${money(saved)} less than paid monthly`
          : 'plus tax where it applies'}
      </span>
      {trialDays > 0 && <span className="block">The first {trialDays} days are free</span>}
    </p>
  )
}

function Way({
  plan: { key, name, prices, isOnRequest },
  interval,
  currency,
  ownPlan,
}: Omit<PlanCardProps, 'locale'>) {
  const look = buttonStyles({ variant: prices ? 'primary' : 'secondary', className: 'w-full' })
  if (ownPlan === key)
    return <p className="flex h-10 items-center justify-center text-ink-muted">Your plan</p>
  if (isOnRequest)
    return (
      <a href="#quote" className={look}>
        Ask for a quote
      </a>
    )
  if (!prices)
    return ownPlan === null ? (
      <Link href="/sign-up" className={look}>
        Create an account
      </Link>
    ) : null
  const wish = `/settings/billing?plan=${key}&interval=${interval}&currency=${currency}`
  const href = ownPlan === null ? `/sign-up?callbackUrl=${encodeURIComponent(wish)}` : wish
  return (
    <Link href={href} className={look}>
      Choose {name}
    </Link>
  )
}
